"""The numbers the rules of disclosure stand on."""

from fractions import Fraction

# What a municipality's own professionals see: below five clients a colleague could recognise one.
INTERNAL_FLOOR = 5
# What a municipality needs to take part in a period: below it each client weighs over 10%.
COHORT_FLOOR = 10
# What a municipality needs in a cell to count in an unweighted mean, where all weigh the same.
UNWEIGHTED_FLOOR = 10
# What a municipality needs in a cell to have a point of its own there.
POINT_FLOOR = 10
BASE_FLOOR = 30
MEMBERS = 5
LARGEST = Fraction(50, 100)
TWO_LARGEST = Fraction(67, 100)
OTHERS_TO_LARGEST = Fraction(10, 100)
ROUNDING = 5
# The fewest that may be left over when a mean of municipalities and a sum over clients are put side
# by side with every base known: a contributor that takes itself out still faces two.
LEFT_OVER = 3
# More sets of members than this behind the means of one cell are not searched, but refused.
MOST_PATTERNS = 6
