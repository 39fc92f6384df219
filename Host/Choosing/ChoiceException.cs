namespace LocalAI.Plugins.Host.Choosing;

/// <summary>No plugin takes the model. The message, for the user, lists what was tried and why it did not fit.</summary>
internal sealed class ChoiceException(string message) : Exception(message);
