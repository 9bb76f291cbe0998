"""Heat's API and Heat's engine in one process, for gunicorn.

Both are as PyPI has them. Messages between them go through `wire`, in place of a broker.
"""

import os
import sys

sys.argv = ["heat-api", "--config-file", os.environ["HEAT_CONFIGURATION"]]

from oslo_service import backend  # noqa: E402

backend.init_backend(backend.BackendType.THREADING)

from oslo_messaging._drivers import impl_fake  # noqa: E402

import wire  # noqa: E402

impl_fake.FakeDriver = wire.Driver  # what fake:// names

from heat.api.openstack.wsgi import init_application  # noqa: E402
from heat.common import config  # noqa: E402
from heat.engine import service, template  # noqa: E402
from heat.rpc import api as rpc_api  # noqa: E402
from oslo_config import cfg  # noqa: E402

application = init_application()
config.startup_sanity_check()
template._get_template_extension_manager()
engine = service.EngineService(cfg.CONF.host, rpc_api.ENGINE_TOPIC)
engine.start()
