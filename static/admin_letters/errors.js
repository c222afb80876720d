"use strict";
// After a refusal: names every refused field at the top of the page, as links, since the page can be screens long.
(function () {
    function place(list) {
        const row = list.closest(".djn-item");
        const heading = row ? row.querySelector("h3 .inline_label") : null;
        const box = list.closest(".fieldBox, .form-row, .flex-container");
        const label = box ? box.querySelector("label") : null;
        return [heading, label]
            .filter(Boolean)
            .map((part) => part.textContent.trim().replace(/\s+/g, " ").replace(/:$/, ""))
            .join(", ");
    }

    function link(list, number) {
        const target = list.closest(".fieldBox, .form-row, .djn-item, fieldset") || list;
        target.id = target.id || `refused-${number}`;
        const anchor = document.createElement("a");
        anchor.href = `#${target.id}`;
        const where = place(list);
        anchor.textContent = `${where ? where + ": " : ""}${list.textContent.trim().replace(/\s+/g, " ")}`;
        anchor.addEventListener("click", (event) => {
            const field = target.querySelector("input:not([type=hidden]), textarea, select");
            if (field) {
                // Following the link itself would take the focus away from the field.
                event.preventDefault();
                field.scrollIntoView({ block: "center" });
                field.focus({ preventScroll: true });
            }
        });
        const item = document.createElement("li");
        item.append(anchor);
        return item;
    }

    document.addEventListener("DOMContentLoaded", () => {
        const note = document.querySelector(".model-letter .errornote");
        const refused = Array.from(document.querySelectorAll(".model-letter form ul.errorlist"));
        if (!note || !refused.length) {
            return;
        }
        const summary = document.createElement("ul");
        summary.id = "refused-fields";
        const said = new Set();
        refused.map(link).forEach((item) => {
            if (!said.has(item.textContent)) {
                said.add(item.textContent);
                summary.append(item);
            }
        });
        note.append(summary);
    });
})();
