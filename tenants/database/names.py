"""The PostgreSQL roles and schemas of the product, named once.

km_web     logs in for web and worker; by itself it may read nothing
km_public  what km_web becomes on the programme's host
km_tenant  the reviewed list of public tables every municipality needs
t_<schema> what km_web becomes inside one municipality; inherits km_tenant
km_publisher reads contributions and writes releases
"""

WEB_LOGIN = "km_web"
PUBLIC_ROLE = "km_public"
TENANT_ROLE = "km_tenant"
PUBLISHER_ROLE = "km_publisher"
SCHEMA_PREFIX = "m_"
TEMPLATE_SCHEMA = "m_template"
ROLE_PREFIX = "t_"


def schema_of(slug: str) -> str:
    """The schema of the municipality with this slug; a hyphen becomes an underscore."""
    return SCHEMA_PREFIX + slug.replace("-", "_")


def role_of(schema: str) -> str:
    """The PostgreSQL role that owns the rights on `schema` and on no other municipality's."""
    return ROLE_PREFIX + schema
