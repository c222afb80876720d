// Renews the list while words are typed, and offers names while a name is. Without it, the form is sent as any other.
(() => {
  "use strict";

  const WAIT = 250;
  const form = document.querySelector("form.finder");
  const found = document.getElementById("found");
  const words = document.getElementById("id_q");
  if (!form || !found || !words || !window.fetch || !window.URLSearchParams) return;

  let timer, asked;

  const address = () => {
    const query = new URLSearchParams(new FormData(form));
    for (const name of [...query.keys()]) if (!query.get(name)) query.delete(name);
    // Said only where it differs from what the list does by itself.
    if (form.elements.sort.selectedIndex === 0) query.delete("sort");
    const text = query.toString();
    return form.getAttribute("action") + (text ? "?" + text : "");
  };

  // Where the reader was: in the field at the same place, with what was typed there since.
  const replace = (page) => {
    const there = document.activeElement;
    const narrow = document.getElementById("narrow");
    const newNarrow = page.getElementById("narrow");
    if (narrow && newNarrow && !narrow.contains(there)) narrow.replaceWith(document.adoptNode(newNarrow));
    const sort = page.getElementById("id_sort");
    if (sort && there !== form.elements.sort) form.elements.sort.replaceWith(document.adoptNode(sort));
    found.replaceChildren(...document.adoptNode(page.getElementById("found")).childNodes);
    document.title = page.title;
  };

  const renew = async () => {
    const url = address();
    if (asked) asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    found.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (signal.aborted) return;
      replace(page);
      history.replaceState(null, "", url);
    } catch (error) {
      if (error.name === "AbortError") return;
      const told = document.createElement("p");
      told.className = "notice";
      told.setAttribute("role", "alert");
      told.textContent = form.dataset.failed;
      found.querySelectorAll(":scope > .notice[role=alert]").forEach((one) => one.remove());
      found.prepend(told);
    } finally {
      if (!signal.aborted) found.removeAttribute("aria-busy");
    }
  };

  words.addEventListener("input", (event) => {
    clearTimeout(timer);
    // While a character is being put together (Chinese, Korean, accents), there is no word yet.
    if (!event.isComposing) timer = setTimeout(renew, WAIT);
  });
  words.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(renew, WAIT);
  });

  // What was not asked has no place in an address that readers keep and send on.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(address());
  });

  let waiting, asking;
  const offer = async (input) => {
    const typed = input.value.trim();
    if (typed.length < 2) return;
    if (asking) asking.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ kind: input.dataset.kind, q: typed });
    try {
      const answer = await fetch(form.dataset.names + "?" + query, { signal: asking.signal });
      const { names } = await answer.json();
      const options = names.map(({ name, letters }) => {
        const option = document.createElement("option");
        option.value = name;
        option.textContent = letters + " " + form.dataset.letters;
        return option;
      });
      input.list.replaceChildren(...options);
    } catch {
      // What was offered before is offered still.
    }
  };
  // The filters stand outside of the form, and belong to it.
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input.form !== form || !input.dataset.kind) return;
    clearTimeout(waiting);
    waiting = setTimeout(offer, WAIT, input);
  });
})();
