"use strict";
// The review page: a field shows the words it was read from, the words lead to their field, and nothing typed is lost
// without a warning. Everything works without it.
document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("letter_form");
    const original = document.getElementById("original");
    if (!form || !original) {
        return;
    }
    const QUESTION = /_(who|other|asked|namesake)$/;

    // --- Fields and the text they were read from ---

    function marksOf(name) {
        return Array.from(original.querySelectorAll(`mark[data-fields~="${CSS.escape(name)}"]`));
    }

    function scrollTo(mark) {
        const frame = original.getBoundingClientRect();
        const place = mark.getBoundingClientRect();
        if (place.top < frame.top || place.bottom > frame.bottom) {
            original.scrollTop += place.top - frame.top - original.clientHeight / 3;
        }
    }

    function show(name) {
        original.querySelectorAll("mark.now").forEach((mark) => mark.classList.remove("now"));
        const marks = marksOf(name);
        marks.forEach((mark) => mark.classList.add("now"));
        if (marks.length) {
            scrollTo(marks[0]);
        }
    }

    function unfold(element) {
        for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
            fold.open = true;
        }
    }

    function lead(element) {
        unfold(element);
        element.scrollIntoView({ block: "center" });
        element.focus({ preventScroll: true });
    }

    form.addEventListener("focusin", (event) => {
        const name = (event.target.name || "").replace(QUESTION, "").replace(/-take$/, "-person");
        if (name && event.target.type !== "submit") {
            show(name);
        }
    });
    original.addEventListener("click", (event) => {
        const mark = event.target.closest("mark");
        if (!mark || String(window.getSelection())) {
            return; // somebody selects words to copy them
        }
        for (const name of mark.dataset.fields.split(" ")) {
            const field = form.elements[name];
            if (field instanceof Element) {
                lead(field);
                return;
            }
        }
    });

    // --- What is to be mended or looked at ---

    function targetOf(anchor) {
        const place = document.getElementById(decodeURIComponent(anchor.hash.slice(1)));
        return place && (place.matches("input, textarea, select, [tabindex]") ? place : place.querySelector("input, textarea"));
    }

    document.querySelectorAll("#problems a, .notice.warnings a").forEach((anchor) => {
        anchor.addEventListener("click", (event) => {
            const place = targetOf(anchor);
            if (place) {
                event.preventDefault();
                lead(place);
            }
        });
    });
    const first = document.querySelector("#problems a");
    if (first && targetOf(first)) {
        lead(targetOf(first));
    }

    // --- Who is meant ---

    function answerOf(radio) {
        const label = radio.labels[0];
        const words = label.querySelector("b").textContent;
        const reason = label.querySelector(".reason");
        if (radio.value.startsWith("known:")) {
            return `On record: ${words}${reason ? ", " + reason.textContent : ""}`;
        }
        const chosen = radio.closest(".who").querySelector(".other select");
        const other = chosen && chosen.selectedOptions[0];
        return radio.value === "other" && other && other.text ? `On record: ${other.text}` : words.replace(/:$/, "");
    }

    function askedOf(party) {
        return party.querySelector("input[type=hidden][name$=_asked]");
    }

    function answered(radio) {
        const party = radio.closest(".party");
        party.querySelector(".answer").textContent = answerOf(radio);
        party.classList.remove("asks");
        if (radio.value === "other" || radio.value.startsWith("known:")) {
            // Chosen for the name as it stands now. (A new person is made only for a name that was looked up.)
            askedOf(party).value = party.querySelector("input").value.trim();
        }
    }

    // The answer was for the name as it stood: for another one it is withdrawn, and the name looked up when it is saved.
    const withdrawn = new WeakMap();
    form.addEventListener("input", (event) => {
        const party = event.target.closest(".party");
        if (!party || event.target !== party.querySelector("input")) {
            return;
        }
        const given = party.querySelector(".who input:checked");
        const before = withdrawn.get(party);
        if (event.target.value.trim() !== askedOf(party).value) {
            if (given && given.value !== "nobody") {
                withdrawn.set(party, given);
                given.checked = false;
                party.querySelector(".answer").textContent = "Looked up when you save";
            }
        } else if (before && !given) {
            before.checked = true;
            answered(before);
        }
    });

    form.addEventListener("change", (event) => {
        if (event.target.type === "radio") {
            answered(event.target);
        } else if (event.target.type === "checkbox" && /-take$/.test(event.target.name) && event.target.checked) {
            // Whoever is taken has to be somebody: an open question shows itself.
            const who = event.target.closest(".row").querySelector(".who");
            if (who && !who.querySelector("input:checked") && who.closest(".asks")) {
                who.open = true;
            }
        }
    });

    // A hundred search fields made at once would keep the page waiting; one is made when its question is opened.
    const $ = window.django && window.django.jQuery;
    function search(who) {
        const select = who.querySelector("select.review-autocomplete");
        if (!select || !$ || select.classList.contains("select2-hidden-accessible")) {
            return;
        }
        $(select).djangoAdminSelect2();
        // What select2 puts in the place of the field has no name of its own.
        who.querySelectorAll(".select2-selection, .select2-selection__rendered").forEach((shown) => {
            shown.removeAttribute("aria-labelledby");
            shown.setAttribute("aria-label", select.getAttribute("aria-label"));
        });
        $(select).on("select2:select", () => {
            const radio = who.querySelector("input[type=radio][value=other]");
            radio.checked = true;
            answered(radio);
            dirty = true;
        });
    }
    form.addEventListener("toggle", (event) => {
        if (event.target.matches(".who") && event.target.open) {
            search(event.target);
        }
    }, true);
    form.querySelectorAll(".who[open]").forEach(search);

    const tickAll = form.querySelector(".tick-all");
    if (tickAll) {
        tickAll.hidden = false;
        tickAll.addEventListener("click", () => {
            const boxes = Array.from(form.querySelectorAll(".rows-mention .take input"));
            const tick = boxes.some((box) => !box.checked);
            boxes.forEach((box) => {
                if (box.checked !== tick) {
                    box.checked = tick;
                    box.dispatchEvent(new Event("change", { bubbles: true }));
                }
            });
            tickAll.textContent = tick ? "Untick all" : "Tick all";
        });
    }

    // --- Nothing typed is lost unasked ---

    let dirty = form.dataset.unsaved === "yes";
    let leaving = false;
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("beforeunload", (event) => {
        if (dirty && !leaving) {
            event.preventDefault();
        }
    });
});
