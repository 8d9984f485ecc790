// The menu on a narrow window closes once a page was chosen, also with a mouse; and "Records" is the
// list where a case is open, although the browser is on that page already. "More" of the tabs opens it.
if (!window.skindeskMenu) {
  window.skindeskMenu = true;
  document.addEventListener("click", (event) => {
    if (event.target.closest(".sd-more")) document.querySelector(`$OPEN_BUTTON`)?.click();
    const link = event.target.closest(`$MENU_LINK, $TOP_LINK`);
    if (!link) return;
    if (link.pathname === location.pathname) {
      document.querySelector(`$BACK_BUTTON`)?.click();
    }
    setTimeout(() => {
      const menu = document.querySelector(`$MENU`);
      if (innerWidth <= 900 && menu?.dataset.collapsed === "false") {
        menu.querySelector(`$CLOSE_BUTTON`)?.click();
      }
    }, 250);
  }, true);
}
