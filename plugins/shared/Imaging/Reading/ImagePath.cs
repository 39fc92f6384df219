using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Imaging.Reading;

/// <summary>Texts that name a file.</summary>
internal static class ImagePath
{
    // Linux's PATH_MAX; base64 of an image is longer, but for the smallest.
    private const int MostCharacters = 4096;

    /// <summary>The absolute path that a text names.</summary>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/>: it can be no path; <see cref="EngineFailure.NotFound"/>: nothing is there;
    /// <see cref="EngineFailure.PermissionDenied"/>: it is not allowed.
    /// </exception>
    public static string Full(string field, ReadOnlySpan<char> text, AllowedRoots roots)
    {
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw Refuse($"{field} is the address '{ShownText.Of(text)}', and none is fetched; send the image itself as base64.");
        if (text.Length > MostCharacters || text.ContainsAnyInRange('\0', '\x1F'))
            throw Neither(field, text);
        var path = Path.GetFullPath(text.ToString());
        var exists = File.Exists(path);
        // A word that names nothing is more likely to be meant as an image than as a path.
        if (!exists && !Path.IsPathRooted(text) && !text.Contains('.'))
            throw Neither(field, text);
        Check(field, path, roots);
        if (Directory.Exists(path))
            throw Refuse($"{field} is '{ShownText.Of(text)}', which is a folder; name a file.");
        return exists ? path : throw new EngineException(EngineFailure.NotFound,
            $"{field} is '{ShownText.Of(text)}', where no file is; name one that is there, or send the image as base64.");
    }

    private static void Check(string field, string path, AllowedRoots roots)
    {
        try
        {
            roots.Check(field, path);
        }
        catch (EngineException refusal) when (ShownText.Of(path) != path)
        {
            throw new EngineException(refusal.Failure,
                $"{field} is '{ShownText.Of(path)}', outside of the folders that {roots.Variable} names; name a path in there.");
        }
    }

    private static EngineException Neither(string field, ReadOnlySpan<char> text) => Refuse(
        $"{field} is '{ShownText.Of(text)}', which is neither base64 of an image nor the path of a file; send one of them.");

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
