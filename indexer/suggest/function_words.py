"""Function words of the languages in which meeting papers are mostly written.

A phrase neither begins nor ends with one; within a phrase they are allowed.
"""

from __future__ import annotations

_ENGLISH = """
a about above after again against all also although am among an and any are as at be because been before being below
between both but by can cannot could did do does doing down during each either etc few for from further had has have
having he her here hers herself him himself his how however i if in into is it its itself just may me might more most
much must my myself neither no nor not now of off on once only or other our ours ourselves out over own per rather
same shall she should since so some such than that the their theirs them themselves then there therefore these they
this those through thus to too toward towards under until up upon us very was we were what when where whether which
while who whom whose why will with within without would yet you your yours yourself
"""
_FRENCH = """
afin ai ainsi alors au aucun aussi autre autres aux avec avoir c ce cela celle celles celui ces cet cette ceux chaque
comme d dans de des dont du elle elles en entre est et etaient etait etant ete etre eu il ils j je l la le les leur
leurs lors lui m mais me meme mes mon n ne ni nos notre nous on ont ou par parmi pas plus pour qu que quel quelle qui
s sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre
vous y
"""
_SPANISH = """
al algo algunas algunos ante antes como con contra cual cuando de del desde donde durante e el ella ellas ellos en
entre era es esa esas ese eso esos esta estaba estado estan estas este esto estos fue ha hace han hasta hay la las le
les lo los mas me mi mientras muy nada ni no nos nosotros nuestra nuestro o otra otras otro otros para pero poco por
porque que quien se ser si sin sobre son su sus tambien tanto te todo todos tu un una uno unos ya yo
"""
FUNCTION_WORDS = frozenset(f"{_ENGLISH} {_FRENCH} {_SPANISH}".split())
"""Folded, as all words are when they are compared."""
