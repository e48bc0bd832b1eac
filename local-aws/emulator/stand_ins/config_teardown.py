"""Deletes recorders and delivery channels of AWS Config, which the emulator only creates."""

from ministack.core.responses import error_response_json, json_response
from ministack.services import config

from .operations import add_operations


def _delete_channel(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteDeliveryChannel.html"""
    if any(recorder.get("recording") for recorder in config._recorders.values()):
        message = "A recorder still records to this channel."
        return error_response_json("LastDeliveryChannelDeleteFailedException", message, 400)
    if config._delivery_channels.pop(request["DeliveryChannelName"], None) is None:
        return error_response_json("NoSuchDeliveryChannelException", "There is no such channel.", 400)
    return json_response({})


def _delete_recorder(request):
    """https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConfigurationRecorder.html"""
    if config._recorders.pop(request["ConfigurationRecorderName"], None) is None:
        return error_response_json("NoSuchConfigurationRecorderException", "There is no such recorder.", 400)
    return json_response({})


_operations = {"DeleteDeliveryChannel": _delete_channel, "DeleteConfigurationRecorder": _delete_recorder}


def install() -> None:
    add_operations(config, _operations)
