"use strict";
// Help for a person who types a letter. Everything works without it: numbers and order are made by the server.
(function () {
    const NUMBER = /^footnotes-\d+-number$/;

    function numberFields() {
        return Array.from(document.querySelectorAll("#footnotes-group input[name$='-number']")).filter(
            (field) => NUMBER.test(field.name)
        );
    }

    // Says in each empty field which number the note will get.
    function suggestNumbers() {
        let last = 0;
        for (const field of numberFields()) {
            field.placeholder = String(last + 1);
            const own = parseInt(field.value || field.placeholder, 10);
            last = Number.isNaN(own) ? last : own;
        }
    }

    function focusFirst(row) {
        const field = row.querySelector(
            ".select2-selection, input[type='text'], textarea, select:not(.admin-autocomplete)"
        );
        if (field) {
            field.focus();
        }
    }

    // A new footnote opens with one citation, since nearly every note has one.
    function openCitation(row) {
        if (/^footnotes-\d+$/.test(row.id)) {
            const add = row.querySelector(".djn-group-nested a.djn-add-handler");
            if (add) {
                add.click();
            }
        }
    }

    document.addEventListener("formset:added", (event) => {
        const row = event.target;
        if (!(row instanceof Element) || !row.closest(".model-letter")) {
            return;
        }
        suggestNumbers();
        openCitation(row);
        if (!row.closest(".djn-group-nested") || document.activeElement.matches(".djn-add-handler")) {
            focusFirst(row);
        }
    });
    document.addEventListener("formset:removed", suggestNumbers);
    document.addEventListener("input", (event) => {
        if (NUMBER.test(event.target.name || "")) {
            suggestNumbers();
        }
    });
    document.addEventListener("DOMContentLoaded", suggestNumbers);
})();
