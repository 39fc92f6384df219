using System.Globalization;
using System.Text;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Reads an entry of <c>Overrides</c>: <c>qwen3moe.expert_used_count=int:10</c>.</summary>
internal static class OverrideText
{
    /// <summary>The form, for messages.</summary>
    public const string Form =
        "key=int:N, key=float:X, key=bool:true or false, or key=str:TEXT, with at most 127 bytes of key and of text";

    private const int MostBytes = 127;

    // What splits a file into parts is decided by the file's own metadata; replacing it only makes the loader look for other
    // files.
    private const string SplitKeys = "split.";

    /// <summary>The override, or null when the text is not of the form.</summary>
    public static MetadataOverride? Parse(string text)
    {
        if (text.Split('=', 2) is not [var key, var value] || value.Split(':', 2) is not [var type, var content])
            return null;
        if (!Fits(key) || key.Length == 0 || key.StartsWith(SplitKeys, StringComparison.Ordinal))
            return null;
        return type switch
        {
            "int" when long.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) =>
                new(key, OverrideKind.Integer, Integer: integer),
            "float" when double.TryParse(content, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => new(key, OverrideKind.Float, Number: number),
            "bool" when content is "true" or "false" => new(key, OverrideKind.Bool, Integer: content == "true" ? 1 : 0),
            "str" when Fits(content) => new(key, OverrideKind.Text, Text: content),
            _ => null,
        };
    }

    private static bool Fits(string text) =>
        Encoding.UTF8.GetByteCount(text) <= MostBytes && !text.Contains('\0', StringComparison.Ordinal);
}
