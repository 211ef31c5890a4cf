/* What nobody could read or hit on this page: a list of sentences, empty when all is well. */
() => {
    const found = new Set();
    const root = document.documentElement;
    const called = (each) => each.textContent.trim().replace(/\s+/g, " ").slice(0, 40) || each.tagName;
    const shown = (each) => each.checkVisibility() && !each.closest(".skip-links, .visually-hidden");

    if (root.scrollWidth > root.clientWidth)
        found.add(`${root.scrollWidth - root.clientWidth} px wider than the screen`);

    // Words: within the screen, and within all that they stand in.
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const holder = words.currentNode.parentElement;
        if (!words.currentNode.data.trim() || !shown(holder)) continue;
        const range = document.createRange();
        range.selectNodeContents(words.currentNode);
        for (const line of range.getClientRects()) {
            if (line.left < -0.5 || line.right > root.clientWidth + 0.5)
                found.add(`outside the screen: ${called(holder)}`);
            for (let frame = holder; frame !== document.body; frame = frame.parentElement) {
                if (getComputedStyle(frame).display === "contents") continue;
                const edge = frame.getBoundingClientRect();
                const cut = getComputedStyle(frame).overflowY !== "visible" && line.bottom > edge.bottom + 1;
                if (line.left < edge.left - 1 || line.right > edge.right + 1 || cut)
                    found.add(`sticks out of ${frame.className || frame.tagName}: ${called(holder)}`);
            }
        }
    }

    // What is tapped: 48 px, and apart. A link in a sentence may be as small as its words.
    const targets = [...document.querySelectorAll("a, button, summary, textarea, .answer-tile")]
        .filter((each) => shown(each) && !each.matches("p a"));
    const boxes = targets.map((each) => each.getBoundingClientRect());
    targets.forEach((each, place) => {
        const box = boxes[place];
        if (Math.min(box.width, box.height) < 47.9)
            found.add(`${Math.round(box.width)} by ${Math.round(box.height)} px: ${called(each)}`);
        for (let next = place + 1; next < targets.length; next++) {
            const other = boxes[next];
            if (box.left < other.right - 1 && other.left < box.right - 1
                && box.top < other.bottom - 1 && other.top < box.bottom - 1)
                found.add(`over each other: ${called(each)} and ${called(targets[next])}`);
        }
    });
    return [...found];
}
