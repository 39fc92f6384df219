using System.Text.Json;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>Reads the JSON files of a folder, none of which may be larger than any real one.</summary>
internal static class JsonFile
{
    private const long Largest = 256L * 1024 * 1024;

    /// <summary>The object in a file.</summary>
    /// <exception cref="EngineException">The file is missing, too large or holds no object.</exception>
    public static JsonElement Read(string path) => ReadOptional(path)
        ?? throw FolderFault.Refuse(path, "it is not in the folder", "download the whole model");

    /// <summary>The object, or what else is expected, in a file; null when there is no file.</summary>
    public static JsonElement? ReadOptional(string path, JsonValueKind kind = JsonValueKind.Object)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var length = new FileInfo(path).Length;
            if (length > Largest)
                throw FolderFault.Refuse(path, $"it has {length:N0} bytes; at most {Largest:N0} are expected");
            using var document = StrictJson.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == kind
                ? document.RootElement.Clone()
                : throw FolderFault.Refuse(path, $"it holds no JSON {kind.ToString().ToLowerInvariant()}");
        }
        catch (JsonException e)
        {
            throw FolderFault.Refuse(path, $"it is no JSON ({e.Message.Split('.')[0]})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FolderFault.Refuse(path, $"it cannot be read ({e.Message.TrimEnd('.')})", "change its permissions");
        }
    }
}
