"""udpipe_train.py TREEBANK MODEL ITERATIONS: a UDPipe model of a CoNLL-U file, with PyPI's ufal.udpipe.

There is no English model in a package; tests and benches train one, a tokenizer (which the reader of presegmented
text needs) and a tagger, and no parser.
"""
import sys

import ufal.udpipe as udpipe

treebank, path, iterations = sys.argv[1:]
source = udpipe.InputFormat.newConlluInputFormat()
with open(treebank, encoding="utf-8") as file:
    source.setText(file.read())
error, sentences, sentence = udpipe.ProcessingError(), udpipe.Sentences(), udpipe.Sentence()
while source.nextSentence(sentence, error):
    sentences.append(sentence)
    sentence = udpipe.Sentence()
model = udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), "dimension=16;epochs=1;early_stopping=0",
                             f"iterations={iterations}", udpipe.Trainer.NONE, error)
if error.occurred():
    sys.exit(error.message)
with open(path, "wb") as file:
    file.write(model if isinstance(model, bytes) else model.encode("utf-8", "surrogateescape"))
