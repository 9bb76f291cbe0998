"""A driver of oslo.messaging within one process.

What crosses it crosses it as JSON, and failures cross it as they do through a broker, so that
neither side can tell the difference; objects are never shared.
"""

import collections
import itertools
import queue
import threading

import oslo_messaging
from oslo_messaging._drivers import base, common
from oslo_serialization import jsonutils

Message = collections.namedtuple("Message", "context content answers")

_lock = threading.Lock()
_listeners = collections.defaultdict(list)  # by topic
_turns = itertools.count()


def _receivers(target):
    """Who gets a message: all, a certain server, or whoever's turn it is."""
    with _lock:
        listeners = list(_listeners[target.topic])
    if target.fanout:
        return listeners
    if target.server:
        return [it for it in listeners if it.server == target.server]
    return [listeners[next(_turns) % len(listeners)]] if listeners else []


class Incoming(base.RpcIncomingMessage):
    def __init__(self, message):
        super().__init__(jsonutils.loads(message.context), jsonutils.loads(message.content))
        self._answers = message.answers

    def reply(self, reply=None, failure=None):
        if self._answers is not None:
            failure = failure and common.serialize_remote_exception(failure)
            self._answers.put((jsonutils.dumps(reply), failure))

    def requeue(self):
        raise NotImplementedError

    def heartbeat(self):
        pass


class Listener(base.PollStyleListener):
    def __init__(self, target):
        super().__init__()
        self.server = target.server
        self.inbox = queue.Queue()
        self._is_stopped = False
        self._topic = target.topic
        with _lock:
            _listeners[target.topic].append(self)

    @base.batch_poll_helper
    def poll(self, timeout=None):
        if self._is_stopped and self.inbox.empty():
            return None
        try:
            message = self.inbox.get(timeout=timeout)
        except queue.Empty:
            return None
        return message and Incoming(message)

    def stop(self):
        self._is_stopped = True
        with _lock:
            _listeners[self._topic].remove(self)
        self.inbox.put(None)  # whoever waits is woken


class Driver(base.BaseDriver):
    def require_features(self, requeue=False):
        if requeue:
            raise NotImplementedError

    def send(self, target, ctxt, message, wait_for_reply=None, timeout=None, **_):
        answers = queue.Queue() if wait_for_reply else None
        wired = Message(jsonutils.dumps(ctxt), jsonutils.dumps(message), answers)
        for receiver in _receivers(target):
            receiver.inbox.put(wired)
        if answers is None:
            return None
        try:
            reply, failure = answers.get(timeout=timeout)
        except queue.Empty:
            raise oslo_messaging.MessagingTimeout(f"No reply on topic {target.topic}") from None
        if failure:
            raise common.deserialize_remote_exception(failure, self._allowed_remote_exmods)
        return jsonutils.loads(reply)

    def send_notification(self, target, ctxt, message, version, retry=None):
        """Nobody listens for notifications."""

    def listen(self, target, batch_size, batch_timeout):
        return base.PollStyleListenerAdapter(Listener(target), batch_size, batch_timeout)

    def listen_for_notifications(self, *_):
        raise NotImplementedError

    def cleanup(self):
        pass
