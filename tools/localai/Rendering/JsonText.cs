using System.Text.Json;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Reads what another version of the host may not have said.</summary>
internal static class JsonText
{
    /// <summary>A property as text: lists with commas, empty when absent.</summary>
    public static string Of(JsonElement element, string property)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value))
            return "";
        return value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
            _ => value.ToString(),
        };
    }
}
