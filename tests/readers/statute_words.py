"""The words of the statute, in each language."""

from typing import Final

from .statutes import Part, Statute

ENGLISH: Final = Statute(
    "en",
    "Statute of the Harbour Lights",
    "It was adopted in May by the board of the northern coast, and is in force.",
    "Table of contents",
    (
        Part(1, "Foreword", "The towns of the coast wished for one rule for all of their lights."),
        Part(1, "Chapter I. Lamps"),
        Part(2, "Article 1.", "The keeper trims every lamp twice a night, never by day.", True),
        Part(2, "Article 2.", "Each lamp is lit at dusk and put out at dawn.", True),
        Part(1, "Chapter II. Oil"),
        Part(2, "Article 3. Storage of Oil", "Casks are kept in the cellar, away from the stove."),
        Part(1, "Annex A. Measures"),
        Part(2, "1. Weights", "All weights are those of the customs house."),
        Part(3, "1.1 Casks", "A cask is weighed when it is landed."),
        Part(4, "1.1.1 Small Casks", "A small cask is weighed by hand."),
        Part(3, "1.2 Cans", "A can is not weighed at all."),
        Part(2, "2. Prices", "The board makes the prices known each spring."),
    ),
    "Dusk is when the sun has set on the island, not on the mainland.",
)
FRENCH: Final = Statute(
    "fr",
    "Statut des phares du port",
    "Il a été adopté en mai par le conseil de la côte nord et demeure en vigueur.",
    "Table des matières",
    (
        Part(1, "Avant-propos", "Les villes de la côte voulaient une seule règle pour leurs feux."),
        Part(1, "Chapitre I. Les lampes"),
        Part(2, "Article 1.", "Le gardien mouche chaque lampe deux fois la nuit.", True),
        Part(2, "Article 2.", "Toute lampe est allumée au crépuscule et éteinte à l’aube.", True),
        Part(1, "Chapitre II. L’huile"),
        Part(2, "Article 3. Garde de l’huile", "Les fûts restent à la cave, loin du poêle."),
        Part(1, "Annexe A. Mesures"),
        Part(2, "1. Poids", "Tous les poids sont ceux de la douane."),
        Part(3, "1.1 Fûts", "Un fût est pesé à son débarquement."),
        Part(4, "1.1.1 Petits fûts", "Un petit fût est pesé à la main."),
        Part(3, "1.2 Bidons", "Un bidon n’est jamais pesé."),
        Part(2, "2. Prix", "Le conseil publie les prix chaque printemps."),
    ),
    "Le crépuscule est l’heure où le soleil se couche sur l’île.",
)
SPANISH: Final = Statute(
    "es",
    "Estatuto de los faros del puerto",
    "Fue aprobado en mayo por la junta de la costa norte y sigue vigente.",
    "Tabla de contenido",
    (
        Part(1, "Prólogo", "Las villas de la costa querían una sola regla para sus luces."),
        Part(1, "Capítulo I. Las lámparas"),
        Part(2, "Artículo 1.-", "El farero despabila cada lámpara dos veces por noche.", True),
        Part(2, "Artículo 2.-", "Toda lámpara se enciende al anochecer y se apaga al alba.", True),
        Part(1, "Capítulo II. El aceite"),
        Part(2, "Artículo 3. Guarda del aceite", "Los toneles quedan en la bodega, sin fuego."),
        Part(1, "Anexo A. Medidas"),
        Part(2, "1. Pesos", "Todos los pesos son los de la aduana."),
        Part(3, "1.1 Toneles", "Un tonel se pesa cuando se desembarca."),
        Part(4, "1.1.1 Toneles menores", "Un tonel menor se pesa a mano."),
        Part(3, "1.2 Latas", "Una lata nunca se pesa."),
        Part(2, "2. Precios", "La junta publica los precios cada primavera."),
    ),
    "Anochece cuando el sol se pone en la isla, no en tierra firme.",
)
STATUTES: Final = (ENGLISH, FRENCH, SPANISH)
