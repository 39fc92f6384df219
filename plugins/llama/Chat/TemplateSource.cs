using System.Text;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Reads the option <c>chat_template</c>: a template, or the path of a file with one.</summary>
internal static class TemplateSource
{
    /// <summary>As much as the largest template known, many times over.</summary>
    private const long MostBytes = 1024 * 1024;

    /// <summary>The template that a load gives; null when it gives none.</summary>
    /// <param name="value">The option's value.</param>
    /// <param name="modelFile">The model; a relative path counts from its folder.</param>
    /// <exception cref="EngineException">The file is not there or cannot be read.</exception>
    public static string? Given(string value, string modelFile)
    {
        if (value.Length == 0)
            return null;
        // No path has these, and every template has one of them.
        if (value.Contains("{{", StringComparison.Ordinal) || value.Contains("{%", StringComparison.Ordinal))
            return value;

        try
        {
            var path = Path.GetFullPath(value, Path.GetDirectoryName(modelFile)!);
            var file = new FileInfo(path);
            if (!file.Exists)
                throw Refuse($"There is no template at '{path}', which chat_template names; give a file or the template itself.");
            if (file.Length > MostBytes)
                throw Refuse($"'{path}' has {file.Length} bytes; a chat template has at most {MostBytes}.");
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refuse($"The option chat_template names '{value}', which cannot be read: {e.Message}");
        }
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
