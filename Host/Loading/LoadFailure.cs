using System.Reflection;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>Says in one sentence, without a path of this machine, why a plugin's code could not be loaded or run.</summary>
internal static class LoadFailure
{
    public static string Describe(Plugin plugin, Exception exception) => exception switch
    {
        EngineException or PluginLoadException => exception.Message,
        TypeInitializationException { InnerException: { } cause } => Describe(plugin, cause),
        TargetInvocationException { InnerException: { } cause } => Describe(plugin, cause),
        ReflectionTypeLoadException { LoaderExceptions: [{ } cause, ..] } => Describe(plugin, cause),
        BadImageFormatException =>
            $"{plugin.Manifest.Assembly} or one of its dependencies is not a .NET assembly for this platform.",
        // The rest of these messages is a list of the places that were searched.
        DllNotFoundException or EntryPointNotFoundException => Clean(plugin, FirstSentence(exception.Message)),
        _ => Clean(plugin, exception.Message.ReplaceLineEndings(" ")),
    };

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..(end + 1)]).ReplaceLineEndings(" ");
    }

    private static string Clean(Plugin plugin, string message) => message
        .Replace(plugin.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Replace(plugin.Folder, plugin.Name, StringComparison.Ordinal)
        .Replace(AppContext.BaseDirectory, "", StringComparison.Ordinal)
        .Trim();
}
