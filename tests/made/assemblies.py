"""Made-up papers of committees and councils: reports, hearings, minutes, a summary record, a page of a town."""

from __future__ import annotations

COMMITTEE = """\
Northern Office of the World Bee Organization

NOR/RC72/18
REGIONAL COMMITTEE FOR THE NORTH                                    9 September 2022
Seventy-second session
Lomé, Republic of Togo, 22–26 August 2022                 ORIGINAL: ENGLISH

REPORT OF THE SEVENTY-SECOND SESSION OF THE
REGIONAL COMMITTEE

PART I: PROCEDURAL DECISIONS

OPENING OF THE MEETING

1. The Seventy-second session of the Regional Committee for the North was officially
opened by the Prime Minister of Togo, Mrs Afi Lawson, on Monday,
22 August 2022, in Lomé. The opening ceremony was attended by ministers of farming
and heads of delegation of Member States of the Region.

2. In her welcome remarks, the Director-General of the West African Bee
Organisation (WABO), Dr Marc Athanase Houngbo, noted that the mite had
shown how thin the stocks of queens were, and asked Member States to speed up
the ratification of the Treaty for the Establishment of the Honey Standards
Agency (HSA).

NOR/RC72/18
Page 2

3. Dr Naledi Khumalo, Regional Director, thanked the Government
and people of Togo. She recalled that in resolution NOR/RC71/R2 the Committee had
decided to:

(a) strengthen networks of hives in all 47 Member States;
(b) train at least 3000 members of the bee inspectorate in the care of queens by
    2025;
(c) report annually to the Committee.

ELECTION OF THE CHAIRPERSON, THE VICE-CHAIRPERSONS AND THE RAPPORTEURS

4. The Committee elected by acclamation the following officers:

Chairperson: Prof. Koffi Mensah, Minister of Rural Affairs, Togo
First Vice-Chairperson: Dr Kabelo Dube, Minister of Agriculture, Botswana
Rapporteurs: Dr Grace Tarr, Liberia (English)
Dr Bruno Sagbo, Benin (French)

PART II: CONSIDERATION OF AGENDA ITEMS

AGENDA ITEM 7: REGIONAL STRATEGY TO KEEP HIVES ALIVE THROUGH THE LONG DRY SEASON IN
FIRST-LEVEL APIARIES OF THE VALLEYS (document NOR/RC72/4)

5. Dr Boris Imbali introduced the document, which sets out priority interventions
for the management of foulbrood, of mites and of what keepers call the hive di-
sease. He said that fewer than 36% of countries had clean wax in public
apiaries, a share that

NOR/RC72/18
Page 3

had not changed since 2019.

6. Delegates from Algeria, Botswana, Côte d'Ivoire and Zimbabwe took the floor. They
welcomed the strategy and called for sustained domestic financing.

7. The Committee adopted without amendments Document NOR/RC72/4.

AGENDA ITEM 8: FOURTH REPORT ON THE WAX PLAN (document NOR/RC72/5)

8. The Committee took note of the report. See also document A/75/10.

CLOSURE OF THE SESSION

9. Dr Khumalo thanked the Chairperson. The vote of thanks was read by Dr Tarr.

10. The Chairperson declared the session closed on Friday, 26 August 2022.

NOR/RC72/18
Page 4

ANNEX 1

LIST OF PARTICIPANTS

1. REPRESENTATIVES OF MEMBER STATES

ALGERIA
Prof. Amine Benzid
Minister of Farming
Head of delegation

Dr Jamel Fodil
Director of Hives

BENIN
Prof. Bruno Sagbo
Minister of Farming
Head of delegation

ANNEX 2

AGENDA

1. Opening of the meeting
2. Election of the Chairperson, the Vice-Chairpersons and the Rapporteurs
3. Adoption of the agenda (Document NOR/RC72/1)
"""

EVIDENCE = """\
Environmental Audit Committee

Oral evidence: Sewage in rivers, HC 9412

Wednesday 18 October 2023

Ordered by the House of Commons to be published on 18 October 2023.

Watch the meeting

Members present: Peter Dunmore (Chair); David Barker; Barry Gardner-Hall; Carla Lukes.

Questions 1 - 4

Witnesses

I: Professor Sarah Whitfield, University of Exeter; and James Harcourt, Chief Executive, Rivers Alliance.

Written evidence from witnesses:
– Rivers Alliance

Examination of witnesses

Witnesses: Professor Sarah Whitfield and James Harcourt.

Q1 Chair: Good afternoon and welcome to the Environmental Audit Committee. Could our witnesses introduce themselves?

Professor Whitfield: I am professor of freshwater ecology at the University of Exeter.

James Harcourt: I run the Rivers Alliance, which has 214 member groups.

Q2 Barry Gardner-Hall: Professor, you told us in writing that 14% of rivers are in good condition. Is that still so?

Professor Whitfield: It is. None of them is in good chemical condition.

Q3 Carla Lukes: Mr Harcourt, who should pay?

James Harcourt: The polluter. We have said so since 1995.

Q4 Chair: Thank you both.
"""

HANSARD = """\
COMMONWEALTH OF AUSTRALIA

Official Committee Hansard

SENATE

RURAL AND REGIONAL AFFAIRS AND TRANSPORT
REFERENCES COMMITTEE

Bank closures in regional Australia

(Public)

THURSDAY, 2 MARCH 2023

SALE

BY AUTHORITY OF THE SENATE

Members in attendance: Senators Carvin, McDowell, Stirling

WITNESSES

BENNETT, Ms Carolyn, Chief Executive Officer, Wellington Shire Council
LANGFORD, Mr Peter John, Private capacity

Committee met at 09:01

CHAIR (Senator Stirling): I declare open this hearing of the Senate Rural and Regional Affairs and Transport \
References Committee. These are public proceedings, and a Hansard transcript is being made.

[09:03]

CHAIR: I welcome Ms Bennett. Do you wish to make an opening statement?

Ms Bennett: Thank you, Chair. Sale has lost three of its five bank branches in four years. Older people now drive \
65 kilometres to Bairnsdale to lodge a cheque.

Our council surveyed 412 businesses last winter. Two thirds said that they hold more cash on the premises than \
their insurer allows.

Senator CARVIN: Ms Bennett, did the bank consult with council before it announced the closure?

Ms Bennett: No. We read about it in the Gippsland Times.

Senator CARVIN: You read about it in the newspaper?

Ms Bennett: Yes, Senator.

Senator McDOWELL: Can I follow up? You said, 'Older people drive 65 kilometres.' How many of them have no licence?

Ms Bennett: I will take that on notice.

CHAIR: Thank you. I call Mr Langford.

LANGFORD, Mr Peter John, Private capacity

[09:31]

Mr Langford: I ran the hardware store for 30 years. In all that time

Thursday, 2 March 2023                         Senate                         Page 3

RURAL AND REGIONAL AFFAIRS AND TRANSPORT REFERENCES COMMITTEE

I never once had to ask a customer to wait for change.

Senator McDOWELL: How did the customers pay?

Mr Langford: In notes, and the older ones in coins. When the branch shut, the takings went to

Thursday, 2 March 2023                         Senate                         Page 4

RURAL AND REGIONAL AFFAIRS AND TRANSPORT REFERENCES COMMITTEE

Bairnsdale in my own car.

Senator McDOWELL: Thank you for coming in.

Committee adjourned at 10:15
"""

PLENARY = """\
AYUNTAMIENTO DE VILLANUEVA DEL RÍO

ACTA DE LA SESIÓN ORDINARIA CELEBRADA POR EL PLENO DEL AYUNTAMIENTO EL DÍA 28 DE SEPTIEMBRE DE 2023

SEÑORES ASISTENTES

Alcalde-Presidente: D. Antonio Márquez Ruiz (PSOE)

Concejales:
D.ª María Luisa Ortega Peña (PSOE)
D. José Carlos Benítez Lara (PP)
D.ª Inés Romero Gil (IU)

Secretaria: D.ª Pilar Santos Vega

En Villanueva del Río, siendo las diecinueve horas del día 28 de septiembre de 2023, se reúnen en el Salón de \
Plenos de la Casa Consistorial los señores arriba indicados, al objeto de celebrar sesión ordinaria en primera \
convocatoria.

ORDEN DEL DÍA

1.- Aprobación del acta de la sesión anterior.
2.- Ordenanza reguladora del mercadillo municipal.
3.- Ruegos y preguntas.

PUNTO 1.- APROBACIÓN DEL ACTA DE LA SESIÓN ANTERIOR

Se aprueba por unanimidad el acta de la sesión celebrada el día 27 de julio de 2023.

PUNTO 2.- ORDENANZA REGULADORA DEL MERCADILLO MUNICIPAL

El Sr. Alcalde da cuenta del dictamen de la Comisión Informativa. Toma la palabra el Sr. Benítez Lara, portavoz del \
Grupo Popular, quien manifiesta que los puestos ocupan la acera de la calle Real y que los vecinos no pueden pasar \
con carritos.

La Sra. Romero Gil pregunta cuántas licencias se han concedido. El Sr. Alcalde responde que treinta y dos.

Sometido el asunto a votación, se aprueba con ocho votos a favor y tres abstenciones.

PUNTO 3.- RUEGOS Y PREGUNTAS

La Sra. Romero Gil ruega que se arregle la fuente de la plaza.

Y no habiendo más asuntos que tratar, se levanta la sesión a las veinte horas y quince minutos, de lo que yo, como \
Secretaria, doy fe.
"""

SUMMARY_RECORD = """\
Organisation des Nations Unies                                     A/C.9/77/SR.14
Assemblée générale
Soixante-dix-septième session
Documents officiels
                                                    Distr. générale
                                                    21 novembre 2022
                                                    Français
                                                    Original : anglais

Neuvième Commission

Compte rendu analytique de la 14e séance

Tenue au Siège, à New York, le jeudi 13 octobre 2022, à 10 heures

Président :  M. Afonso  . . . . . . . . . . . . . . . . . . . . . . . . . (Mozambique)

Sommaire

Point 78 de l’ordre du jour : Haies communes

Point 85 de l’ordre du jour : Arbres fruitiers

La séance est ouverte à 10 h 5.

Point 78 de l’ordre du jour : Haies communes (suite) (A/77/416)

1. M. Dupont (France) dit que sa délégation est favorable à l’élaboration d’une convention internationale sur la \
base du projet d’articles de la Commission des haies vives (CHV).

2. Les haies communes ne font l’objet d’aucun traité d’ensemble, contrairement aux murs. Il y a là une lacune, que \
la Cour des haies ne peut combler seule.

3. Mme Selin Bilgin (Türkiye) dit que le projet d’articles n’est pas mûr et que des consultations plus larges \
s’imposent.

4. M. Al-Edwan (Jordanie), Vice-Président, prend la présidence.

5. Mme Sverrisdóttir (Islande), s’exprimant au nom des pays nordiques (Danemark, Finlande, Islande, Norvège et \
Suède), dit que la résolution 76/114 de l’Assemblée générale a ouvert la voie.

Le présent compte rendu est sujet à rectifications.
Les rectifications doivent être adressées à la Chef du Groupe de la gestion des documents.

22-23306 (F)
*2223306*

Point 85 de l’ordre du jour : Arbres fruitiers (A/77/10)

6. M. Mainero (Argentine) dit que le sujet reste d’actualité.

La séance est levée à 12 h 55.
"""

TOWN = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>City Council Regular Meeting - March 5, 2024 | City of \
Millbrook, Oregon</title>
<meta property="og:site_name" content="City of Millbrook">
<script>window.dataLayer=[];</script><style>.x{color:red}</style></head>
<body class="page">
<a class="skip" href="#main">Skip to main content</a>
<div id="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to improve your experience on our \
website. By browsing this website, you agree to our use of \
cookies.</p><button>Accept</button><button>Decline</button></div>
<header><div class="logo"><a href="/"><img src="l.png" alt="City of Millbrook"></a></div>
<nav><ul><li><a href="/residents">Residents</a></li><li><a href="/business">Business</a></li><li><a \
href="/gov">Government</a><ul><li><a href="/cc">City Council</a></li><li><a href="/pc">Planning \
Commission</a></li></ul></li></ul></nav>
<form action="/s"><input name="q" placeholder="Search"><button>Search</button></form></header>
<div class="breadcrumb"><a href="/">Home</a> &raquo; <a href="/gov">Government</a> &raquo; <a href="/cc">City \
Council</a> &raquo; Minutes</div>
<div class="layout"><div id="main" class="content">
<h1>Minutes of the Regular Meeting of the Millbrook City Council</h1>
<p class="meta">Tuesday, March 5, 2024, 7:00 p.m.<br>Council Chambers, 100 Main Street, Millbrook, Oregon</p>
<div class="share"><a href="#">Share on Facebook</a> <a href="#">Tweet</a> <a href="#">Print</a></div>
<h2>1. Call to Order and Roll Call</h2>
<p>Mayor Janet Alvarez called the meeting to order at 7:02 p.m. A quorum was present.</p>
<p><strong>Present:</strong> Mayor Janet Alvarez; Councilors Tom Reilly, Denise Okafor, Peter Nguyen and Sarah \
Whitlock</p>
<p><strong>Absent:</strong> Councilor Marcus Bell (excused)</p>
<p><strong>Staff present:</strong> City Manager Linda Cho, City Attorney Robert Feld, City Recorder Amy Dunn</p>
<h2>2. Approval of Minutes</h2>
<p>Councilor Reilly moved, seconded by Councilor Okafor, to approve the minutes of February 20, 2024. The motion \
carried 5-0.</p>
<h2>3. Public Comment</h2>
<p>Harold Simms, 412 Oak Street, spoke against the closing of the branch library on Saturdays.</p>
<p>Maria Delgado of the Riverside Neighborhood Association asked the council to lower the speed limit on River Road \
to 20 mph.</p>
<h2>4. Public Hearing: Ordinance No. 2024-07, Short-Term Rentals</h2>
<p>Mayor Alvarez opened the hearing at 7:25 p.m. Planning Director Kevin Osei presented the staff report. He said \
that:</p>
<ul><li>187 dwellings are rented for less than thirty days;</li><li>complaints have doubled since 2021;</li><li>the \
fee would cover one enforcement officer.</li></ul>
<p>&ldquo;My neighbours have become strangers with rolling suitcases,&rdquo; said Ms. Delgado.</p>
<table class="vote"><caption>Vote on Ordinance No. \
2024-07</caption><thead><tr><th>Member</th><th>Vote</th></tr></thead><tbody>
<tr><td>Alvarez</td><td>Aye</td></tr><tr><td>Reilly</td><td>Aye</td></tr><tr><td>Okafor</td><td>Nay</td></tr></tbody\
></table>
<h2>5. Adjournment</h2>
<p>There being no further business, the meeting was adjourned at 8:41 p.m.</p>
<p>Respectfully submitted,<br>Amy Dunn, City Recorder</p>
</div>
<aside class="sidebar"><h3>Upcoming Events</h3><ul><li><a href="#">Spring Cleanup &ndash; March 16</a></li><li><a \
href="#">Budget Workshop &ndash; March 19</a></li></ul><h3>Contact</h3><p>City Hall, 100 Main Street<br>(503) \
555-0100</p></aside></div>
<footer><p>&copy; 2024 City of Millbrook. All rights reserved.</p><ul><li><a href="/privacy">Privacy</a></li><li><a \
href="/a11y">Accessibility</a></li></ul></footer>
</body></html>
"""
