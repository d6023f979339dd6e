"""First names common in France, without accents: they tell the first name from the name."""

from __future__ import annotations

_WORDS = """
adam adele adeline adrien agathe agnes aicha alain alban albert alexandra alexandre alexis alice alicia aline
alix amandine amelie amina anais andre andrea anne annick annie anthony antoine ariane armand arnaud arthur
astrid aude audrey aurelie aurelien axel baptiste barbara beatrice benedicte benjamin benoit bernadette
bernard bertrand boris brigitte bruno camille carine carole caroline catherine cecile cedric celia celine
chantal charles charlotte chloe christelle christian christiane christine christophe claire clara clarisse
claude claudine clemence clement colette coralie corinne cyril cyrille damien daniel danielle david deborah
delphine denis denise diane didier dominique edith edouard eliane elisa elisabeth elise elodie emeline emilie
emma emmanuel emmanuelle eric erwan estelle etienne eva eve evelyne fabien fabienne fabrice fanny farid fatiha
fatima fatou felix florence florent florian francine francis franck francois francoise frederic frederique
gabriel gael gaelle genevieve georges gerald geraldine gerard gilbert gilles gisele gregory guillaume guy
gwenaelle hakim hamid helene henri herve hugo hugues ibrahim ines ingrid irene isabelle ivan jacqueline
jacques jamel jean jeanne jeremie jeremy jerome joel joelle jonathan joseph josette josiane judith jules julie
julien juliette justine karim karine katia kevin khadija laetitia laila lara laura laure laurence laurent lea
leila leo leon leonie lilian liliane linda lionel lisa loic louis louise luc lucas lucie lucien lucile ludovic
lydie madeleine maelle magali malika manon manuel marc marcel margaux marguerite maria marianne marie marina
marine marion marjorie martial martin martine mathieu mathilde matthieu maud maurice maxime megane melanie
melissa michel michele mireille mohamed mohammed monique morgane mourad muriel myriam nadege nadia
nadine nathalie nicolas nicole noel noemie nora odile olga olivia olivier pascal pascale patrice patricia
patrick paul paule pauline perrine philippe pierre quentin rachel rachid raphael raymond regine regis remi
remy rene renee richard robert robin roger roland romain rose samia samir samuel sandra sandrine sara sarah
sebastien serge severine sid simon simone sofia solange sonia sophie stephane stephanie suzanne sylvain sylvie
tanguy theo therese thibault thibaut thierry thomas tiphaine valentin valentine valerie vanessa veronique
victor vincent violaine virginie viviane vivien walid william xavier yacine yann yannick yasmina yves yvette
yvon yvonne zoe zohra
"""
GIVEN = frozenset(_WORDS.split())
