"""What members wrote, in templates."""

from django import template

from learning_community.markdown import to_html

register = template.Library()
register.filter("member_text", to_html)
