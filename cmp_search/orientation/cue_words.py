"""Cue words that show what a name refers to, in the languages of the texts, folded."""

INSTITUTION_WORDS = frozenset(
    "academy affairs agency alliance assembly association bank board bureau center centre chamber "
    "college commission committee company confederation corporation council department embassy "
    "federation foundation fund government group institute ministry network office organisation "
    "organization parliament partnership resources secretariat senate service services society "
    "union university "
    "affaires agence assemblee banque bureau centre chambre commissariat comite confederation "
    "conseil departement direction ambassade federation fondation fonds gouvernement groupe "
    "institut ministere partenariat ressources societe service services syndicat universite "
    "academia agencia alianza asamblea asociacion banco camara centro colegio comision comite "
    "confederacion consejo corporacion departamento embajada federacion fundacion fondo gobierno "
    "grupo instituto ministerio oficina organizacion parlamento recursos secretaria senado "
    "servicio servicios sindicato sociedad union universidad".split()
)
"""Words in the names of institutions."""
INSTITUTION_HEADS = INSTITUTION_WORDS - frozenset(
    "affairs office resources service services affaires ressources recursos servicio servicios "
    "group groupe grupo".split()
)
"""Words that mark the beginning of an institution's name in lower case."""

ROLE_WORDS = frozenset(
    "adviser advisor ambassador analyst assistant attache chair chief commissioner consul "
    "counsellor coordinator delegate deputy dg director executive governor head leader manager "
    "minister officer president professor representative researcher secretary specialist "
    "supervisor undersecretary vice "
    "ambassadeur ambassadrice analyste adjoint adjointe chef cheffe commissaire conseiller "
    "conseillere coordonnateur coordonnatrice delegue deleguee directeur directrice gestionnaire "
    "gouverneur ministre presidente professeur representant representante responsable secretaire "
    "embajador embajadora analista asesor asesora comisionado comisionada consejero consejera "
    "coordinador coordinadora delegado delegada directora encargado encargada gerente gobernador "
    "jefa jefe ministra ministro presidenta profesor profesora representante secretaria secretario "
    "subsecretaria subsecretario titular vicepresidente".split()
)
"""Words of the positions that people hold."""

SENTENCE_VERBS = frozenset(
    "is are was were has have had will would can may been be met meeting ont est sont etait sera "
    "ete fut es son fue fueron ha han era sera esta estan".split()
)
"""Verbs that occur in sentences but not in names; not "a", which "à" folds to."""

ARTICLES = frozenset("the le la les el los las l".split())
CONJUNCTIONS = frozenset("and et y e".split())
PARTICLES = frozenset("da de del der des di dos du e el la las le los van von y".split())
"""Small words within people's names."""

CHAIR = (
    r"(?:co-?\s?chair(?:s|person|man|woman|persons)?|co-?pr[ée]sid(?:ent|ente|ents|entes|ence)"
    r"|copresident(?:e|a|es|as)|copresidencia)"
)
"""A pattern for the words for co-chair, to be matched without case."""
HEAD = (
    rf"(?:{CHAIR}|vice-?\s?chair|chair(?:person|man|woman)?|vice-?pr[ée]siden(?:te?|ta)"
    r"|pr[ée]sident[ea]?|pr[ée]sidenc[ei]a?"
    r"|(?:executive\s|managing\s)?director(?:a)?(?:\sgeneral|\sejecutiv[oa]|\st[ée]cnic[oa])?"
    r"|direct(?:eur|rice)(?:\sg[ée]n[ée]rale?|\sex[ée]cuti(?:f|ve))?"
    r"|coordinaci[óo]n(?:\sgeneral)?|coordination(?:\sgénérale)?"
    r"|(?:national\s)?coordinator|coordonnat(?:eur|rice)|coordinador(?:a)?"
    r"|(?:executive\s)?secretary(?:[\s-]general)?"
    r"|secr[ée]taire(?:\sg[ée]n[ée]rale?|\sex[ée]cuti(?:f|ve))?"
    r"|secretari[oa]\s(?:general|ejecutiv[oa]|t[ée]cnic[oa])"
    r"|(?:focal|contact)\spoint|points?\s(?:de\scontact|focal)|puntos?\s(?:de\scontacto|focal))"
)
"""A pattern for the words for anyone who heads a group or partnership, likewise."""
HOLD = r"(?:assure(?:nt)?|exerce(?:nt)?|ejercen?|ostentan?|asumen?|holds?)"
"""A pattern for "hold", between who has an office and the office."""
FALLS_TO = r"(?:corresponde\sa|recae\sen|está\sa\scargo\sde|incombe\sà|revient\sà)"
"""A pattern for "falls to", likewise."""
HELD_BY = (
    r"(?:(?:assur[ée]e|exerc[ée]e|confi[ée]e|tenue|ejercida|asumida|ocupada|held|exercised)"
    r"\s(?:par|à|por|a|by)|(?:la|lo)\s(?:ejerce|ostenta|asume|ocupa)n?)"
)
"""A pattern for "held by", between an office and who has it."""
HEADED = (
    r"(?:co-?chaired|chaired|led|headed|(?:co-?)?pr[ée]sid[ée]e?s?|dirig[ée]e?s?|coordonn[ée]e?s?"
    r"|copresidid[oa]s?|presidid[oa]s?|dirigid[oa]s?|encabezad[oa]s?|coordinad[oa]s?)"
)
"""A pattern for "headed", before who does."""
HEADS = (
    r"(?:co-?chairs?|chairs?|leads?|heads?|(?:co-?)?pr[ée]sident|(?:co-?)?pr[ée]side|dirigent?"
    r"|coordonn(?:e|ent)|copresiden?|presiden?|dirigen?|encabezan?|coordinan?)"
)
"""A pattern for "heads", after who does."""
PARTNERSHIP = frozenset("partnership partenariat alianza alliance asociacion".split())
"""Words for a partnership as a whole, folded."""
