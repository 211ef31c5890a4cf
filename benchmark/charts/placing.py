"""Finding a free spot for a label."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Box:
    """A rectangle by its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def spread(wanted: list[float], sizes: list[float], low: float, high: float) -> list[float]:
    """Tops for labels of these heights, each as near its wanted top as order and room allow.

    `wanted` may be in any order; the answer keeps it. When they do not fit between `low` and
    `high` together, they run past `high`.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    tops = [0.0] * len(wanted)
    free = low
    for i in order:
        tops[i] = max(wanted[i], free)
        free = tops[i] + sizes[i]
    limit = max(high, low + sum(sizes))
    for i in reversed(order):
        tops[i] = min(tops[i], limit - sizes[i])
        limit = tops[i]
    return tops


@dataclass
class Room:
    """What is taken so far: boxes that a label may not cover and points of lines it rather not."""

    inside: Box
    boxes: list[Box] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)

    def line(self, points, every: float = 3.0) -> None:
        """Marks a line through `points` as taken."""
        points = list(points)
        self.points += points[:1]
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            steps = max(1, int((abs(x2 - x1) + abs(y2 - y1)) / every))
            self.points += [
                (x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps)
                for i in range(1, steps + 1)
            ]

    def free(self, candidates: list[Box]) -> Box | None:
        """The candidate that covers no box, stays inside and lies on lines least, taken from then
        on; None when there is none."""
        possible = [
            box
            for box in candidates
            if box.left >= self.inside.left
            and box.right <= self.inside.right
            and box.top >= self.inside.top
            and box.bottom <= self.inside.bottom
            and not any(box.overlap(taken) for taken in self.boxes)
        ]
        if not possible:
            return None
        best = min(possible, key=lambda box: sum(box.contains(x, y) for x, y in self.points))
        self.boxes.append(best)
        return best

    def place(self, candidates: list[Box]) -> Box:
        """The candidate in the way of least, the first of equals; it is taken from then on."""
        left = min(box.left for box in candidates)
        right = max(box.right for box in candidates)
        near = [(x, y) for x, y in self.points if left <= x <= right]

        def cost(box: Box) -> float:
            outside = (
                max(0.0, self.inside.left - box.left)
                + max(0.0, box.right - self.inside.right)
                + max(0.0, self.inside.top - box.top)
                + max(0.0, box.bottom - self.inside.bottom)
            )
            on_boxes = sum(box.overlap(taken) for taken in self.boxes)
            on_lines = sum(box.contains(x, y) for x, y in near)
            return 50 * outside + 2 * on_boxes + 12 * on_lines

        best, least = candidates[0], float("inf")
        for box in candidates:
            if (found := cost(box)) < least:
                best, least = box, found
            if least == 0:
                break
        self.boxes.append(best)
        return best
