"""The library: a corpus and its index, and everything that can be done with them.

    with cmp_search.open("corpus", "index") as library:
        library.build()
        answer = library.ask("Who chairs the forestry group?")
        print(answer.hits[0].citation.render("fr"))

Command line and app are front ends to it. `core` opens index and model; the other modules have a
group of methods each. Methods import what they need, so opening a library is quick.
"""

from os import PathLike

from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.library.asking import Asking
from cmp_search.library.checking import Checking
from cmp_search.library.keeping import Keeping
from cmp_search.library.measuring import Measuring
from cmp_search.library.reading import Reading
from cmp_search.library.texts import Texts
from cmp_search.settings import AUTO


class Library(Asking, Reading, Texts, Keeping, Checking, Measuring):
    """A folder of texts and its index; may be used from several threads at once.

    Questions are always asked of the current index: after a build, by any process, of the new one.
    Whatever changes texts or index is recorded in `audit`, as done by `who`, the system's user
    unless `acting_for` says another.

    Methods raise these errors, which they do not list again:
        GenerationError: the index is read, and there is none that can be.
        ForeignIndexError: it was built from another corpus, or is no index at all.
        MismatchError: the index is searched, and was built by another encoder.
        EncoderError: texts or questions are encoded, and the model cannot be loaded.
        AuditError: something is to be changed, and that cannot be recorded.
        BusyError: the index is changed, and another writer was waited for in vain.
        UnknownEngineError: no engine has the scheme of the index's address.
    """


def open(
    corpus: str | PathLike[str] = "corpus",
    index: str | PathLike[str] = "index",
    model: str = DEFAULT_MODEL,
    reader: str = AUTO,
) -> Library:
    """A library of the texts in a folder, with its index in another.

    `model` is the default one, "fake" for tests, or a sentence-transformers model's name or folder.
    `reader` is "auto" (the one that ships, with the default model), "none", or a cross-encoder.
    """
    return Library(corpus, index, model, reader)
