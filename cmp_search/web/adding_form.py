"""The form to add a text on the Documents page, and the button that takes the last addition back.

1. A file that was chosen is read, and what is proposed for its entry is put into the form, each
   part with where it comes from. Nothing is added yet.
2. Whoever adds it corrects that and sends the form; the queue of jobs accepts it with that.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cmp_search.corpus.adding import Addition
from cmp_search.corpus.details import DETAILS, Details
from cmp_search.corpus.proposal import Origin, Proposal
from cmp_search.corpus.words import identification_lines
from cmp_search.errors import CmpSearchError, ReadError, TakenError
from cmp_search.index.status import Status
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.locales import Messages
from cmp_search.readers.formats import format_names
from cmp_search.settings import Settings
from cmp_search.web.engine import jobs, library
from cmp_search.web.error_view import show_error
from cmp_search.web.facts import kind_name, kind_named
from cmp_search.web.job_view import JOB_ERROR, order, titles_of
from cmp_search.web.jobs.job import Job
from cmp_search.web.rendering import element, escape_markdown
from cmp_search.web.visitor import visitor

PROPOSED = "proposed"
"""In the session: the chosen file that was read, and what is proposed for it."""
UPLOADS = "uploads"
"""In the session: how many files were added; the next one gets a field of its own, empty again."""
MAX_MEGABYTES = 200
"""The largest file that can be added; readers accept no more (see `readers`)."""
MAX_CHARACTERS = 300
LANGUAGE, KIND, TITLE = "language", "kind", "title"


def show_adding_form(settings: Settings, messages: Messages) -> None:
    """Draw the choice of a file, and the form for the one that was chosen."""
    st.subheader(messages("jobs.adding"))
    st.html(element("upload_label", messages("jobs.choose")))
    file = st.file_uploader(
        messages("jobs.file", formats=format_names()),
        key=f"file_to_add_{st.session_state.get(UPLOADS, 0)}",
        max_upload_size=MAX_MEGABYTES,
    )
    if file is None:
        return
    try:
        proposal = _proposal(settings, file, messages)
    except CmpSearchError as error:
        show_error(error, messages)
        return
    _show_identification(proposal, messages)
    with st.form("adding"):
        st.write(messages("jobs.check"))
        id, details = _fields(proposal, messages)
        if not st.form_submit_button(messages("jobs.add")):
            return
    if order(lambda: jobs(settings).add(visitor(), file.name, file.getvalue(), id, details)):
        st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1  # Room for the next one.
        st.rerun()
    show_error(st.session_state.pop(JOB_ERROR), messages)


def _proposal(settings: Settings, file: UploadedFile, messages: Messages) -> Proposal:
    """What is proposed for a file (step 1); the fields of the form are filled with it.

    Raises:
        CmpSearchError: it cannot be read, or the catalogue is wrong.
    """
    known: tuple[str, Proposal] | None = st.session_state.get(PROPOSED)
    if known and known[0] == file.file_id:
        return known[1]
    with TemporaryDirectory() as folder, st.spinner():
        place = Path(folder) / f"upload{Path(file.name).suffix}"
        place.write_bytes(file.getvalue())
        try:
            proposal = library(settings).propose(place, Path(file.name).name)
        except ReadError as error:
            raise error.of(file.name) from error
    st.session_state[PROPOSED] = file.file_id, proposal
    for name in ("id", *DETAILS):
        st.session_state[_key(name)] = getattr(proposal, name).value
    st.session_state[_key(KIND)] = kind_name(proposal.kind.value, messages)
    return proposal


def _show_identification(proposal: Proposal, messages: Messages) -> None:
    """Say which text of the catalogue it is, and whether its id is taken."""
    if proposal.identification:
        lines = identification_lines(proposal.identification, messages.language)
        st.info(escape_markdown(" ".join(lines)))
    if proposal.replaces:
        show_error(TakenError("id_taken", id=proposal.id.value), messages)


def _fields(proposal: Proposal, messages: Messages) -> tuple[str, Details]:
    """The fields of the form: the title and what nobody said, then what was found.

    A title that only the name of the file gives was said by nobody.
    A kind is shown, and may be typed, in the reader's language; the catalogue has its English name.
    """
    names = ("id", *DETAILS)
    missing = [name for name in names if _is_missing(name, proposal)]
    filled = {} if TITLE in missing else {TITLE: _field(TITLE, proposal, messages)}
    if missing:
        st.html(element("remark", messages("jobs.missing")))
    filled |= {name: _field(name, proposal, messages) for name in missing}
    with st.expander(messages("jobs.found"), expanded=not missing):
        found = [name for name in names if name not in filled]
        filled |= {name: _field(name, proposal, messages) for name in found}
    id, filled[KIND] = filled.pop("id").strip(), kind_named(filled[KIND])
    return id, Details(**filled)


def _is_missing(name: str, proposal: Proposal) -> bool:
    origin = getattr(proposal, name).origin
    return origin is Origin.NONE or (name == TITLE and origin is Origin.FILE_NAME)


def _field(name: str, proposal: Proposal, messages: Messages) -> str:
    """One field, with where its value comes from."""
    proposed = getattr(proposal, name)
    origin = messages(f"origin.{proposed.origin.value}")
    label = escape_markdown(f"{messages(f'adding.{name}')} ({origin})")
    if name == LANGUAGE:
        codes = list(dict.fromkeys([*TEXT_LANGUAGES, proposed.value]))
        code: str = st.selectbox(label, codes, key=_key(name), format_func=messages.name)
        return code
    return st.text_input(label, key=_key(name), max_chars=MAX_CHARACTERS)


def _key(name: str) -> str:
    """The key of a field."""
    return f"{name}_to_add"


def show_undo(settings: Settings, status: Status | None, messages: Messages) -> None:
    """Draw the buttons that take an addition and a removal back: the own last one, else the last.

    Each says which it takes back, whatever others have added or removed by then.
    """
    queue, titles = jobs(settings), titles_of(status)
    last = library(settings).last_addition()
    if addition := queue.addition_for(visitor(), last):
        st.subheader(messages("jobs.undoing"))
        moment, title = messages.moment(addition.date), titles.get(addition.id, addition.title)
        how = "jobs.undo_how" if addition == last else "queue.undo_how"
        st.write(escape_markdown(messages(how, title=title or addition.id, moment=moment)))
        st.button(messages("jobs.undo"), on_click=_undo, args=(settings, addition, title))
    if removal := queue.removal_for(visitor()):
        st.subheader(messages("jobs.putting_back"))
        st.write(escape_markdown(messages("jobs.put_back_how", title=removal.order.title)))
        st.button(messages("jobs.undo_removal"), on_click=_put_back, args=(settings, removal))


def _undo(settings: Settings, addition: Addition, title: str) -> None:
    order(lambda: jobs(settings).undo(visitor(), addition, title))


def _put_back(settings: Settings, removal: Job) -> None:
    order(lambda: jobs(settings).put_back(visitor(), removal))
