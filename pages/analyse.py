"""Analyse: photos in, answer out, saved."""

from skin_core.ui.components import analyse_steps as steps
from skin_core.ui.components.not_kept import not_kept
from skin_core.ui.components.progress import running, take_over
from skin_core.ui.components.style import begin_at_top
from skin_core.ui.session import session

state = session()
language = state.language
steps.reopen_from_address()
take_over(language)

begin_at_top(steps.current_step())
not_kept(language)

if state.run:
    steps.patient(language)
    running(language)
elif state.saved:
    steps.saved(state.saved, language)
elif state.draft and state.draft.analysis:
    steps.result(state.draft, language)
else:
    steps.entry(language)
