// On a narrow screen the menu folds behind its button; without this file the links simply stand there.
for (const header of document.querySelectorAll("[data-disclosure-menu]")) {
  const toggle = header.querySelector("[aria-controls]");
  const show = (open) => {
    header.classList.toggle("site-header--open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };
  header.classList.add("site-header--collapsible");
  toggle.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));
  header.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.getAttribute("aria-expanded") === "true") {
      show(false);
      toggle.focus();
    }
  });
}

// A menu in <details> closes when you press Escape or choose something elsewhere.
for (const menu of document.querySelectorAll("details[data-closes-outside]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
