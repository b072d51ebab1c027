/*
 * The only script of panel and portal. Every page works without it; it adds text size and contrast, dialogs instead
 * of full pages, ticking all rows of a list, server drafts, warnings and progress. Loaded in the head, not deferred, so
 * that the reader's text size stands before the first paint; all else listens on the document.
 */
(() => {
  "use strict";

  const DRAFT_PAUSE_MS = 2000;
  const REFRESH_PAUSE_MS = 3000;
  const PHONE = "(max-width: 51.25em)"; // the same width as in 10-phone.css

  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // A browser may refuse storage; the choice then lasts as long as the page.
  function recall(key) {
    try {
      return localStorage.getItem(`gov.${key}`);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(`gov.${key}`, value);
    } catch {
      // Nothing to do: the page already shows the choice.
    }
  }

  /* Text size and contrast */

  function showReading() {
    const highContrast = root.dataset.contrast === "high";
    all("[data-size-button]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.sizeButton === root.dataset.size));
    });
    all("[data-contrast-button]").forEach((button) => button.setAttribute("aria-pressed", String(highContrast)));
  }

  function setSize(size) {
    root.dataset.size = ["m", "l", "xl"].includes(size) ? size : "m";
    showReading();
  }

  function setContrast(contrast) {
    if (contrast === "high") {
      root.dataset.contrast = "high";
    } else {
      delete root.dataset.contrast;
    }
    showReading();
  }

  /* Dialogs, menu, dropdowns */

  function openDialog(event, link) {
    const dialog = document.getElementById(link.dataset.dialog);
    // With a modifier key the reader asks for the full page in a new tab.
    if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    dialog.showModal();
  }

  function toggleMenu(button) {
    const menu = document.getElementById(button.getAttribute("aria-controls"));
    const open = menu.toggleAttribute("data-open");
    button.setAttribute("aria-expanded", String(open));
  }

  function closeDropdowns(except) {
    all("details.dropdown[open]").forEach((dropdown) => {
      if (dropdown !== except) {
        dropdown.open = false;
      }
    });
  }

  /* Lists: all rows of the page; without script the link brings them back ticked */

  function tickAll(event, link) {
    event.preventDefault();
    const boxes = all(`input[type="checkbox"][name="${link.dataset.tickAll}"]`);
    const on = boxes.some((box) => !box.checked);
    boxes.forEach((box) => (box.checked = on));
  }

  /* Forms: drafts on the server, warning before typed text is lost, one submit only */

  const unsaved = new Set(); // forms changed since they were opened, sent or kept as a draft
  const draftTimers = new Map(); // form -> timer of the pause before its draft is sent
  const sent = new Map(); // form -> the buttons disabled when it was sent

  function draftOf(form) {
    const typed = [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
    return new URLSearchParams(typed);
  }

  async function saveDraft(form) {
    draftTimers.delete(form);
    const state = form.querySelector("[data-draft-state]");
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: draftOf(form),
        headers: { "X-CSRFToken": document.querySelector("meta[name='csrf-token']").content },
        redirect: "error", // a redirect leads to the login page: nothing was kept
      });
      if (!answer.ok) {
        throw new Error(`draft answered ${answer.status}`);
      }
      state.textContent = state.dataset.saved;
      const hasFiles = all("input[type='file']", form).some((input) => input.files.length > 0);
      if (!draftTimers.has(form) && !hasFiles) {
        unsaved.delete(form);
      }
    } catch {
      state.textContent = state.dataset.failed;
    }
  }

  function noteChange(form) {
    unsaved.add(form);
    if (form.dataset.draftUrl) {
      clearTimeout(draftTimers.get(form));
      draftTimers.set(form, setTimeout(saveDraft, DRAFT_PAUSE_MS, form));
    }
  }

  function noteSubmit(event) {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post") {
      return;
    }
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    const buttons = all("button[type='submit']:enabled", form);
    sent.set(form, buttons);
    unsaved.delete(form);
    clearTimeout(draftTimers.get(form));
    // Later, because a disabled button would not send its own name and value.
    setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
  }

  // Coming back through the browser's history shows the page as it was left: with its buttons disabled.
  function reviveForms() {
    sent.forEach((buttons) => buttons.forEach((button) => (button.disabled = false)));
    sent.clear();
  }

  /* What can be named in a text: put where the reader was in it */

  function insert(event, button) {
    const field = document.getElementById(button.dataset.into);
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    noteChange(field.form);
  }

  /* Background tasks: looked at again while one is under way */

  async function refresh() {
    const shown = document.querySelector("[data-refresh]");
    // Never under somebody's hands, and not in a tab nobody looks at.
    if (!shown || document.hidden || shown.contains(document.activeElement)) {
      return;
    }
    try {
      const answer = await fetch(location.href, { redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(shown.id);
      if (answer.ok && fresh && !shown.contains(document.activeElement)) {
        shown.replaceWith(document.adoptNode(fresh));
      }
    } catch {
      // The server is away or the session over: the page stays as it is.
    }
  }

  /* Listening */

  const onClick = {
    "[data-size-button]": (event, button) => {
      setSize(button.dataset.sizeButton);
      remember("size", root.dataset.size);
    },
    "[data-contrast-button]": () => {
      setContrast(root.dataset.contrast === "high" ? "" : "high");
      remember("contrast", root.dataset.contrast || "");
    },
    "[data-dialog]": openDialog,
    "[data-close-dialog]": (event, button) => button.closest("dialog").close(),
    "[data-menu-button]": (event, button) => toggleMenu(button),
    "[data-print]": () => window.print(),
    "[data-tick-all]": tickAll,
    "[data-insert]": insert,
  };

  document.addEventListener("click", (event) => {
    Object.entries(onClick).forEach(([selector, act]) => {
      const target = event.target.closest(selector);
      if (target) {
        act(event, target);
      }
    });
    closeDropdowns(event.target.closest("details.dropdown"));
  });

  document.addEventListener("keydown", (event) => {
    const dropdown = event.target.closest?.("details.dropdown[open]");
    if (event.key === "Escape" && dropdown) {
      dropdown.open = false;
      dropdown.querySelector("summary").focus();
    }
  });

  document.addEventListener("input", ({ target }) => {
    if (target.form?.matches("[data-warn-unsaved]")) {
      noteChange(target.form);
    }
  });

  document.addEventListener("submit", noteSubmit);
  window.addEventListener("pageshow", reviveForms);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size > 0) {
      event.preventDefault();
    }
  });

  root.dataset.script = "on";
  setSize(recall("size"));
  setContrast(recall("contrast"));

  document.addEventListener("DOMContentLoaded", () => {
    showReading();
    if (matchMedia(PHONE).matches) {
      // Not by the address: a tab stands in it, too, and says nothing about the filters.
      all("details[data-fold-on-phone]").forEach((details) => {
        const fields = details.querySelectorAll("input:not([type=hidden]), select");
        details.open = [...fields].some((field) => field.value !== "");
      });
    }
    document.querySelector("[data-error-summary]")?.focus();
    if (document.querySelector("[data-refresh]")) {
      setInterval(refresh, REFRESH_PAUSE_MS);
    }
  });
})();
