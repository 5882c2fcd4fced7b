# conllu.awk: the format rules of Universal Dependencies for CoNLL-U and CoNLL-U Plus files whose trees
# are empty (https://universaldependencies.org/format.html; level 1 of UD's validator, and the text
# that the tokens must spell). Prints what is wrong, exits 1 then.
BEGIN {
	FS = "\t"
	split("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X _", tags, " ")
	for (i in tags) is_upos[tags[i]] = 1
}
function wrong(what) { print FILENAME ":" FNR ": " what; bad = 1 }
function begin_sentence() { at = ""; n = 0; until = 0; text = sent_id = ""; spelled = "" }
function end_sentence() {
	if (!n) wrong("a sentence without words")
	if (until > n) wrong("a range that ends behind the sentence")
	if (sent_id == "") wrong("no sent_id")
	else if (sent_id in ids) wrong("sent_id " sent_id " a second time")
	ids[sent_id] = 1
	sub(/ $/, "", spelled)
	if (text == "") wrong("no text comment")
	else if (text ~ /^ | $/) wrong("text with a blank at its end")
	else if (text != spelled) wrong("tokens spell \"" spelled "\", text is \"" text "\"")
	begin_sentence()
}
function check_keys(column, name,   parts, i, count, key, last, seen) {
	if (column == "_") return
	count = split(column, parts, "|")
	for (i = 1; i <= count; i++) {
		if (parts[i] == "") wrong(name ": an empty part")
		key = parts[i]
		sub(/=.*/, "", key)
		if (key in seen) wrong(name ": " key " twice")
		seen[key] = 1
	}
}
function spell() { spelled = spelled $2 ($10 ~ /(^|\|)SpaceAfter=No(\||$)/ ? "" : " ") }
/\r/ { wrong("a carriage return") }
NR == 1 && /^\357\273\277/ { wrong("a byte order mark") }
/^#/ {
	if (n) wrong("a comment inside a sentence")
	if (/^# sent_id = /) sent_id = substr($0, 13)
	if (/^# text = /) text = substr($0, 10)
	in_comments = 1
	if (sent_id ~ /[ \t]/) wrong("a blank in sent_id")
	next
}
$0 == "" {
	if (!n) wrong("an empty line that ends no sentence")
	else end_sentence()
	next
}
{
	if (NF != 10) { wrong(NF " columns"); next }
	for (i = 1; i <= NF; i++) {
		if ($i == "") wrong("column " i " is empty")
		if ($i ~ /^ | $|  /) wrong("column " i ": a blank at an end, or two together")
		if (i > 3 && i < 10 && $i ~ / /) wrong("column " i ": a blank")
		if ($i ~ /\302\240/ && i != 2 && i != 3 && i != 10) wrong("column " i ": a no-break space")
	}
	check_keys($10, "MISC")
	if ($1 ~ /^[1-9][0-9]*-[1-9][0-9]*$/) {
		split($1, range, "-")
		if (range[1] != n + 1 || range[2] + 0 <= range[1] + 0) wrong("range " $1 " behind word " n)
		if (range[1] + 0 <= until) wrong("ranges that overlap")
		until = range[2] + 0
		for (i = 3; i <= 9; i++) if ($i != "_") wrong("column " i " of a range is filled")
		spell()
		next
	}
	if ($1 != n + 1) wrong("word " $1 " behind word " n)
	n++
	if (!($4 in is_upos)) wrong("UPOS " $4)
	if (n > until) spell()
	else if ($10 ~ /SpaceAfter/) wrong("SpaceAfter inside a multiword token")
}
END {
	if (n) wrong("no empty line at the end")
	exit bad
}
