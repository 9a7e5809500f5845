"""Invented quotations: sentences on the subject, in three languages, that stand in no text."""

from itertools import product, zip_longest
from random import Random

_SENTENCES = {
    "en": (
        "The {group} agreed to establish a joint secretariat in {place} no later than {year}",
        "Both governments will contribute {number} million dollars to the work of the {group}",
        "The {group} recommends that {number} scholarships be awarded every year from {year} on",
        "Canada and Mexico reaffirmed in {place} that the {group} would be wound up by {year}",
        "The co-chairs of the {group} expressed disappointment at the slow pace of reform",
        "Participants noted that the {group} exceeded its targets by {number} percent in {year}",
        "A delegation of {number} experts came to {place} to advise the {group} on procurement",
        "The Partnership shall be reviewed by an independent panel, which reports to the {group}",
        "No further resources were allocated to the {group} after the meeting held in {place}",
        "Ministers instructed the {group} to publish binding guidelines within {number} days",
        "The pilot run by the {group} in {place} reached {number} small and medium enterprises",
        "Members of the {group} undertook to translate their minutes into Indigenous languages",
    ),
    "fr": (
        "Le {group} a convenu d’établir un secrétariat conjoint à {place} au plus tard en {year}",
        "Les deux gouvernements verseront {number} millions de dollars aux travaux du {group}",
        "Le {group} recommande que {number} bourses soient attribuées chaque année dès {year}",
        "Le Canada et le Mexique ont confirmé à {place} que le {group} serait dissous en {year}",
        "Les coprésidents du {group} ont déploré la lenteur de la réforme réglementaire",
        "Les participants ont relevé que le {group} avait dépassé ses cibles de {number} pour cent",
        "Une délégation de {number} spécialistes s’est rendue à {place} pour conseiller le {group}",
        "Le Partenariat sera évalué par un comité indépendant qui fera rapport au {group}",
        "Aucune ressource supplémentaire n’a été accordée au {group} après la réunion de {place}",
        "Les ministres ont chargé le {group} de publier des lignes directrices sous {number} jours",
        "Le projet pilote du {group} à {place} a rejoint {number} petites et moyennes entreprises",
    ),
    "es": (
        "El {group} acordó establecer un secretariado conjunto en {place} a más tardar en {year}",
        "Ambos gobiernos aportarán {number} millones de dólares a los trabajos del {group}",
        "El {group} recomienda que se otorguen {number} becas cada año a partir de {year}",
        "Canadá y México confirmaron en {place} que el {group} quedaría disuelto en {year}",
        "Los copresidentes del {group} lamentaron la lentitud de la reforma regulatoria",
        "Los participantes señalaron que el {group} superó sus metas en {number} por ciento",
        "Una delegación de {number} especialistas viajó a {place} para asesorar al {group}",
        "La Alianza será evaluada por un comité independiente que rendirá cuentas al {group}",
        "No se asignaron más recursos al {group} después de la reunión celebrada en {place}",
        "Los ministros encargaron al {group} publicar lineamientos obligatorios en {number} días",
        "El proyecto piloto del {group} en {place} llegó a {number} pequeñas y medianas empresas",
    ),
}
_GROUPS = {
    "en": ("Forestry Working Group", "Energy Working Group", "Housing Working Group"),
    "fr": (
        "groupe de travail sur les forêts",
        "groupe de travail sur l’énergie",
        "groupe de travail sur le logement",
    ),
    "es": (
        "Grupo de Trabajo sobre Bosques",
        "Grupo de Trabajo de Energía",
        "Grupo de Trabajo de Vivienda",
    ),
}
_PLACES = ("Mexico City", "Ottawa", "Mérida", "Winnipeg")


def invented(count: int, seed: int) -> list[str]:
    """So many invented quotations, in equal parts of each language, no two of them alike."""
    random = Random(seed)
    by_language = []
    for language, sentences in _SENTENCES.items():
        pairs = list(product(sentences, _GROUPS[language]))
        random.shuffle(pairs)
        by_language.append(
            [
                sentence.format(
                    group=group,
                    place=random.choice(_PLACES),
                    year=random.randint(2004, 2031),
                    number=random.randint(3, 480),
                )
                for sentence, group in pairs
            ]
        )
    ordered = (one for several in zip_longest(*by_language) for one in several if one)
    return list(ordered)[:count]
