"""Made-up papers in plain text and in the light formats: Markdown, captions, HTML and RTF."""

from __future__ import annotations

VERBATIM = """\
Assembly of the Lighthouse Keepers

Verbatim record

Bergen, Norway, 4 May 2021

Item 1: Opening of the assembly

The President: I declare the assembly open. We have before us the report of the lamp inspectors (document A/75/L.12), \
and I ask that it be taken as read.

MR. OKAFOR (Nigeria): My delegation thanks the inspectors. Of the forty lamps on our coast, thirty-one burn through \
the night.

The other nine wait for mirrors that were ordered two years ago.

MS. LINDQVIST (Sweden): We support what was said by Nigeria. Resolution 2719 (2023) should be quoted in the preamble.

**Harbour Trust | Tomas Vega | Director**

The trust has paid for eleven mirrors and will pay for nine more, on condition that the keepers count the ships.

**Keepers' Union | Grace Adeyemi**

A keeper who counts ships cannot clean the glass. We ask for a second keeper on every rock.

The President: I thank the speakers. Is there any objection? There is none, and it is so decided.
"""

MINUTES = """\
          MUNICIPAL BEE COMMITTEE

                MINUTES

        Ljubljana, 14 June 2019

Present: Ms. Neža Kovač (chair),
Mr. Luka Zupan, Mr. Jan Hribar

1. Swarms on public buildings

The committee was told that the fire
service had taken down sixty-one
swarms since April, most of them from
the chestnut trees along the embank-
ment, and that no keeper had been
found who would take the

Bee Committee                  Page 1

swarms of the old hospital. Mr. Zupan
offered two empty hives.

2. Foulbrood

Samples from nine apiaries were sent
to the veterinary institute. It was
agreed that:

(a) hives within three kilometres are
to be closed until the results are
known;
(b) the keepers are to be paid for
combs that are burnt.

The chair asked what the burning of
combs would cost. Mr. Hribar put it at
four hundred euros, which the commit-

Bee Committee                  Page 2

tee approved.

3. Next meeting

The committee will meet again on
9 September 2019 in the town hall.
"""

ARABIC = """\
اجتماع الخبراء حول زراعة النخيل

تقرير

تونس، 5 مارس 2020

مقدمة

عقد الاجتماع في مدينة توزر وحضره ثلاثون خبيرا من سبعة بلدان، وناقشوا أمراض النخيل وطرق الري في الواحات القديمة.

قال المشاركون إن نصف الآبار في الواحة قد جفت خلال عشر سنوات، وإن المزارعين يحفرون أعمق في كل عام.

التوصيات

- إحصاء الآبار القديمة في كل واحة قبل نهاية العام.
- تدريب الشباب على مكافحة سوسة النخيل الحمراء دون مبيدات.
"""

JAPANESE = """\
棚田保全に関する会議

報告書

新潟、2022年10月8日

はじめに

会議は新潟県十日町市で開かれ、農家、研究者、市町村の職員など八十人が参加した。棚田の三分の一は、この二十年の間に耕作されなくなった。

水路の修理

水路の多くは百年以上前に造られたもので、修理できる石工は県内に五人しか残っていない。参加者は、若い石工を育てる学校を求めた。

1. 水路の地図を作る。
2. 石工の学校を開く。
"""

FRENCH = """\
Atelier sur les refuges de montagne

Compte rendu

Grenoble, France, 7-8 octobre 2021

Introduction

L’atelier s’est tenu à Grenoble, en France, les 7 et 8 octobre 2021, et a réuni quarante gardiens de refuge.

Séance 1 : L’eau des refuges

Présidente : Mme Claire Favre, Parc national des Écrins

Les participants ont constaté que les sources situées au-dessus de 2 500 mètres tarissent dès le mois d’août. \
Ils ont demandé que les débits soient mesurés chaque semaine.

« Nous montons l’eau par hélicoptère, ce qui n’a aucun sens », a déclaré un gardien.

Séance 2 : Les déchets

M. Paul Rochat, de la commune de La Grave, a présenté un projet de compostage à basse température.

Recommandations

1. Mesurer le débit des sources avant le 1er juin de chaque année.
2. Redescendre les déchets à dos de mulet, et non par hélicoptère.
"""

MARKDOWN = """\
---
title: Report of the Seed Bank Conference
date: 2018-11-20
lang: en
---

# Report of the Seed Bank Conference

Addis Ababa, Ethiopia, 20 November 2018

## Introduction

The conference was held in Addis Ababa, Ethiopia, on 20 November 2018. It brought together *curators* and **farmers**
of nineteen countries around the Community Seed Bank Network (CSBN).

## Session 1: What is kept

Every bank of the CSBN reported on three things:

1. What it keeps, and:
   - how many kinds of teff and barley;
   - how many of them still sprout.
2. Who may take seeds out.
3. What the cold room costs.

| Bank   | Kinds | Sprouting |
|--------|-------|-----------|
| Mekele | 410   | 88%       |
| Chefe  | 275   | 93%       |

## Session 2: Who owns a seed

Moderator: Dr. Almaz Tadesse, Institute of Biodiversity

> A seed that nobody sows is a stone.

Farmers said that seeds they had given away came back to them with a price.[^1] They asked for a register, open to
all, of who gave what.

[^1]: See A/RES/73/165, article 19.
"""

VTT = """\
WEBVTT

NOTE This line is for the editors of the captions.

1
00:00:01.000 --> 00:00:05.000
<v Ingrid Solberg>Good morning, and welcome to the hearing on the night ferry.

2
00:00:05.200 --> 00:00:09.000
<v Ingrid Solberg>The council has asked whether it should run in winter, and we

3
00:00:09.100 --> 00:00:12.000
<v Ingrid Solberg>have an hour to find out.

4
00:00:13.000 --> 00:00:18.500
<v Petter Dahl>Last winter the ferry carried eleven passengers on an ordinary night.

5
00:00:19.000 --> 00:00:24.000
<v Petter Dahl>It burns four hundred litres, with or without them.

6
00:00:25.000 --> 00:00:29.000
<v Ingrid Solberg>Thank you. Who speaks for the islands?

7
00:00:29.500 --> 00:00:36.000
<v Maren Lie>I do. Those eleven passengers were nurses, and one of them delivered my daughter.
"""

SRT = """\
1
00:00:02,000 --> 00:00:06,000
CHAIR: We come to the question of
the old tram depot.

2
00:00:06,500 --> 00:00:11,000
MR. NOVAK: The roof was surveyed in March,
and it will not last another

3
00:00:11,200 --> 00:00:14,000
winter under snow.

4
00:00:15,000 --> 00:00:20,000
MS. HORVAT: Then the trams should leave before the
snow comes, not after.

5
00:00:21,000 --> 00:00:25,000
CHAIR: That is agreed, and the museum
will be asked to take three of them.
"""

ARTICLE = """\
<!DOCTYPE html>
<html lang="en"><head><title>Glacier watchers meet in Cusco | Andes News</title>
<meta property="article:published_time" content="2017-08-30T09:00:00Z">
<style>nav { color: red }</style><script>var visits = 12;</script></head>
<body>
<header><a href="/">Andes News</a></header>
<nav><ul><li><a href="/water">Water</a></li><li><a href="/roads">Roads</a></li></ul></nav>
<main><article>
<h1>Summary of the Meeting of Glacier Watchers</h1>
<p>Cusco, Peru, 28-29 August 2017</p>
<h2>Introduction</h2>
<p>The meeting took place in Cusco, Peru, on 28&ndash;29 August 2017, and was attended by watchers of
eleven glaciers.</p>
<h2>Session 1: Measuring ice</h2>
<p>Poles that were set into the ice in 2012 now stand <em>four metres</em> out of it.<sup><a href="#n1">1</a></sup></p>
<ol type="a"><li>Read the poles in April and October.</li><li>Send the readings to Lima within a week.</li></ol>
<blockquote><p>“The ice does not read our reports.”</p></blockquote>
<h2>Session 2: Lakes above villages</h2>
<p>Dr. Rosa Quispe of the Mountain Institute showed that two of the nine lakes have no outlet.</p>
<p id="n1">1. Readings of the southern poles are in document S/2017/512.</p>
</article></main>
<aside><h3>Most read</h3><ul><li><a href="/a">Snow on the pass</a></li></ul></aside>
<footer><p>© Andes News. <a href="/imprint">Imprint</a></p></footer>
</body></html>
"""

DECISIONS = """\
<html lang="en"><head><title>Decisions of the Allotment Council</title></head><body>
<h1>Decisions of the Allotment Council</h1>
<p>Leipzig, Germany, 2 March 2023</p>
<p>The council decided the following at its spring meeting, which was held in the hall of the gardeners.</p>
<table><caption>Decisions of 2 March 2023</caption>
<thead><tr><th>No.</th><th>Decision</th><th>By</th></tr></thead>
<tbody>
<tr><td>1</td><td>Hedges are cut after the birds have left, not before 1 August.</td><td>All plots</td></tr>
<tr><td>2</td><td>Water is shared by days:<br>even plots on even days.</td><td>Water warden</td></tr>
<tr><td>3</td><td>The fee stays at forty euros.</td><td>Treasurer</td></tr>
</tbody></table>
</body></html>
"""

RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}{\info{\title Minutes of the Dune Board}}"
    "\n"
    r"\pard\qc\b\fs32 Minutes of the Dune Board\b0\fs24\par"
    "\n"
    r"\pard\qc Skagen, Denmark, 17 April 2018\par"
    "\n"
    r"\pard\b Agenda item 1: Sand on the road\b0\par"
    "\n"
    r"\pard The board was told that the west wind of January had laid three hundred tonnes of sand across the road to "
    r"the lighthouse, and that the municipality\rquote s two ploughs were not made for it.\par"
    "\n"
    r"\pard Mr. S\'f8ren Bech asked who would pay; the answer was \ldblquote whoever owns the dune\rdblquote .\par"
    "\n"
    r"\pard\b Agenda item 2: Marram grass\b0\par"
    "\n"
    r"\pard Volunteers planted {\i marram grass} on two hectares.{\footnote \pard The map of the plots is kept at the "
    r"town hall.} Half of it had taken root by the day of the meeting, and the board agreed that:\par"
    "\n"
    r"\pard{\pntext\bullet\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}the paths are fenced off before Easter;\par"
    "\n"
    r"\pard{\pntext\bullet\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}dogs are kept on a lead until October.\par"
    "\n"
    r"\pard\trowd\trhdr\cellx3000\cellx6000\intbl Plot\cell Owner\cell\row"
    "\n"
    r"\trowd\cellx3000\cellx6000\intbl North dune\cell State forest\cell\row"
    "\n"
    r"\trowd\cellx3000\cellx6000\intbl Mill dune\cell Parish of Tversted\cell\row\pard"
    "\n}"
)
