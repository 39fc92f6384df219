namespace LocalAI.Plugins.Host.Loading;

/// <summary>A plugin's code cannot be used. The message is one sentence for the user, without a path of this machine.</summary>
internal sealed class PluginLoadException(string message, Exception? innerException = null) : Exception(message, innerException);
