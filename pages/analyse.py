"""Analyse: photos in, answer out, saved."""

from skin_core.ui.components.analyse import entry, saving, steps
from skin_core.ui.components.analyse.goes_on import keyboard_goes_on
from skin_core.ui.components.analyse.not_kept import not_kept
from skin_core.ui.components.analyse.progress import running, take_over
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.components.shared.style import begin_at_top
from skin_core.ui.session import session

state = session()
steps.reopen_from_address()
with steady():
    take_over()

begin_at_top(steps.current_step())
keyboard_goes_on()
with steady():
    not_kept()

if state.run:
    steps.patient()
    running()
elif state.saved:
    saving.saved(state.saved)
elif state.draft and state.draft.analysis:
    steps.result(state.draft)
else:
    entry.entry()
