"""Made-up papers of assemblies and offices: a decision, a verbatim record, an agenda in a table, minutes, a summary."""

from __future__ import annotations

COMMUNIQUE = """\
HARBOUR COUNCIL OF THE NORTHERN SEA

COMMUNIQUÉ

1124th meeting at the level of Ministers
Accra, Ghana, 12 March 2024

The Harbour Council of the Northern Sea, at its 1124th meeting held on 12 March 2024, adopted the following decision \
on the dredging of small harbours:

The Council,

Recalling its decision of 4 May 2019 [HC/PR/COMM.(DCCC)] on silt and the safety of boats,

Noting with concern that nine of the forty small harbours can no longer be entered at low water,

Noting the opening remarks by H.E. Ms. Ama Boateng, Minister of Fisheries of Ghana, the presentation by Mr. Lars \
Holm, Director of the Office of Dredging, and the statements by the representatives of Norway and Togo,

Acting under Article 7 of its Statute,

1. Takes note of the report of the Office of Dredging;

2. Decides to dredge the following harbours before the end of 2025:
(a) Tema New Town;
(b) Elmina;
(c) Axim, if the reef allows it;

3. Requests the Secretariat to report on the cost of dredging within six months;

4. Decides to remain seized of the matter.
"""

RECORD = """\
United Nations                                                        S/PV.9999

Security Council
Seventy-ninth year

9999th meeting
Tuesday, 3 September 2024, 10 a.m.
New York

President:\tMr. Žbogar\t(Slovenia)

Members:\tAlgeria\tMr. Bendjama
\tChina\tMr. Fu Cong
\tEcuador\tMr. De La Gasca

Agenda

The situation of lighthouses

Report of the Secretary-General on lighthouses (S/2024/601)

The meeting was called to order at 10.05 a.m.

Adoption of the agenda

The agenda was adopted.

The situation of lighthouses

Report of the Secretary-General on lighthouses (S/2024/601)

The President: In accordance with rule 39 of the Council’s provisional rules of procedure, I invite the following \
briefers to participate in this meeting: Ms. Ana Reyes, Under-Secretary-General for Lamps; and Mr. Ole Berg, \
Executive Director of the Keepers’ Union.

The Security Council will now begin its consideration of the item on its agenda.

I now give the floor to Ms. Reyes.

Ms. Reyes: I thank the Council for this opportunity. Nine lamps have gone out since our last meeting.

24-12345

S/PV.9999\tThe situation of lighthouses\t03/09/2024

2/4\t24-12345

Let me turn to the south. There, the lamps burn, but nobody counts the

ships that pass them.

Mr. Bendjama (Algeria) (spoke in Arabic): Algeria thanks the briefer. Yes.

Mr. Fu Cong (China) (spoke in Chinese): China has nothing to add.

The President: I thank the representative of China for his statement.

The meeting rose at 11.20 a.m.
"""

AGENDA = """\
<html lang="en"><head><title>Agenda</title></head><body>
<h1>Regional Workshop on Wells</h1>
<p>Agenda</p><p>Niamey, 5-6 April 2022</p>
<h2>Day 1: Tuesday, 5 April</h2>
<table><tr><th>Time</th><th>Item</th><th>Speaker</th></tr>
<tr><td>08:30 – 09:00</td><td>Registration</td><td></td></tr>
<tr><td>09:00 – 09:15</td><td>Welcome</td><td>Ms. Aïcha Moussa, Ministry of Water</td></tr>
<tr><td>09:15 – 10:30</td><td>Session 1: Where the water is</td><td>Moderator: Dr. John Okello, AMCOW<br>Mr. Paul \
Dan, Geological Survey</td></tr>
<tr><td>10:30 – 11:00</td><td>Coffee break</td><td></td></tr>
<tr><td>11:00 – 12:30</td><td>Session 2: Who digs, who pays</td><td>Prof. Lena Maier (University of Bonn)</td></tr>
</table>
<h2>Day 2: Wednesday, 6 April</h2>
<table><tr><th>Time</th><th>Item</th><th>Speaker</th></tr>
<tr><td>09:00 – 10:30</td><td>Session 3: Pumps that last</td><td>Ms. Grace Phiri, Pump Aid</td></tr>
<tr><td>10:30 – 11:00</td><td>Closing remarks</td><td>Mr. Idrissa Sow, Mayor of Niamey</td></tr>
</table></body></html>
"""

ORCHARDS = """\
EUROPEAN COMMISSION
DIRECTORATE-GENERAL FOR ORCHARDS

Brussels, 17.05.2023

Minutes
Meeting of the Expert Group on Old Apple Trees
27 April 2023, Brussels

1. Approval of the agenda and of the minutes of previous meeting

The Chair, Ms. Greta Holt (DG ORCH), opened the meeting and welcomed the participants. The agenda was adopted without \
changes.

2. Nature of the meeting

The meeting was non-public and was held in hybrid form.

3. List of points discussed

Item 3.1: Registers of old trees

The Commission presented the state of play in the Member States. DE and FR informed about their registers. NL asked \
whether trees under forty years count. The Commission replied that they do not.

Item 3.2: Graft wood across borders

Mr. Pavel Novotny (CZ) presented the results of the pilot. ES, IT and PT supported the pilot. The following points \
were raised:

- plant passports;
- fees;
- the language of labels on graft wood.

4. Conclusions

Member States will send their comments by 30 June 2023.

5. Next steps

The Commission will circulate a revised draft.

6. Next meeting

The next meeting is planned for 12 October 2023 in Brussels.

7. List of participants

Chair: Ms. Greta Holt, DG ORCH
Member States: AT, BE, CZ, DE, ES, FR, IT, NL, PT
Observers: Orchard Europe, Slow Apple
"""

SPANISH = """\
RESUMEN DEL TALLER REGIONAL SOBRE PUENTES COLGANTES

Cusco, 14 y 15 de mayo de 2022

Introducción

El taller se celebró en Cusco, Perú, los días 14 y 15 de mayo de 2022, y reunió a sesenta ingenieros, alcaldes y \
tejedoras de cuerdas. Fue inaugurado por la Sra. Carmen Quispe, alcaldesa de Cusco.

Sesión 1: Cuerdas y cables

Moderadora: Dra. Elena Vargas, Universidad de San Antonio Abad

El Sr. Mario Huamán, de la comunidad de Huinchiri, explicó que el puente se renueva cada año en junio. La Sra. Paula \
Ríos (Ministerio de Transportes) señaló que los cables de acero duran treinta años, pero que nadie en el valle sabe \
repararlos.

Los participantes acordaron:

a) enseñar el tejido en las escuelas;
b) medir los cables cada año.

Sesión 2: Dinero

«Un puente que no se cuida es una deuda», dijo el Sr. Huamán.

Conclusiones

El Sr. Luis Paz clausuró el taller y agradeció a los participantes.
"""
