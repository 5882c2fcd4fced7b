#!/usr/bin/awk -f
# shouting.awk: a stage in awk. Adds an x-caps row for every sentence that is mostly capitals.
#
#   copydesk --until sentence-split article.txt | awk -f shouting.awk | tag | link
#
# Counts are left empty, which the next stage does not compare and fills in again.
BEGIN { FS = OFS = "\t" }
$1 == "#cols" && $2 == "sent" { for (i = 3; i <= NF; i++) column[$i] = i - 1 }
$1 == "#eof" { print "#eof", "", ""; next }
/^#/ { print; next }
!told { told = 1; print "#stage", "shouting", "1", "", ""; print "#cols", "x-caps", "doc", "sent" }
$1 == "doc" { n = 0 }
$1 == "sent" {
	text = $(column["text"])
	if (gsub(/[A-Z]/, "", text) > length(text)) caps[++n] = $(column["sent"])
}
$1 == "end" {
	for (i = 1; i <= n; i++) print "x-caps", $2, caps[i]
	$4 = ""
}
{ print }
