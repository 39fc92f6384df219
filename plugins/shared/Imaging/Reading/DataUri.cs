using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Imaging.Reading;

/// <summary>URIs that hold what they name: data:image/png;base64,iVBORw0… (RFC 2397).</summary>
internal static class DataUri
{
    private const string Scheme = "data:";

    // Media types with their parameters are short; a comma far behind is no separator.
    private const int MostHeader = 1024;

    /// <summary>Whether a text is one.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The base64 in it.</summary>
    /// <exception cref="EngineException">It holds no base64.</exception>
    public static ReadOnlySpan<char> Payload(string field, ReadOnlySpan<char> uri)
    {
        var comma = uri[..Math.Min(uri.Length, MostHeader)].IndexOf(',');
        if (comma < 0 || !uri[..comma].TrimEnd().EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"{field} is the data URI '{ShownText.Of(uri)}' without ';base64,'; send data:image/jpeg;base64, and the image.");
        }
        return uri[(comma + 1)..];
    }
}
