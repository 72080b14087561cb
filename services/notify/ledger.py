"""What has become of an endpoint's alerts so far: a fold over its receipts."""

from schemas.delivery import DeliveryOutcome, DeliveryReceipt
from services.notify.endpoints import Endpoint


class Ledger:
    """The memory of one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._settled: set[str] = set()
        self._gone = ""

    def take(self, receipt: DeliveryReceipt) -> None:
        """Take in a receipt, in the order of the topic; those of other endpoints change nothing."""
        if receipt.endpoint != self._endpoint.name:
            return
        self._settled.add(receipt.id)
        self._gone = receipt.target if receipt.outcome is DeliveryOutcome.DISABLED else ""

    def is_settled(self, message: str) -> bool:
        """Whether the delivery of the message with this id has ended, well or badly."""
        return message in self._settled

    @property
    def is_disabled(self) -> bool:
        """Whether the endpoint answered 410 at the URL that it has now. Giving it another enables it anew."""
        return self._gone == self._endpoint.target
