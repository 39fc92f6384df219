using System.Text.Json;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Reads the fields of one JSON object and notes those that are missing, of the wrong type, or unknown.</summary>
internal sealed class ManifestFields(JsonElement element, string file, string path, List<ManifestFault> faults)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public string RequiredText(string name) => Text(name, required: true) ?? "";

    public string? Text(string name, bool required = false) =>
        Find(name, required, JsonValueKind.String, "a text") is { } value ? value.GetString() : null;

    public int Integer(string name, bool required)
    {
        if (Find(name, required, JsonValueKind.Number, "a whole number") is not { } value)
            return 0;
        if (value.TryGetInt32(out var number))
            return number;
        Report(name, $"is {value.GetRawText()}; expected a whole number.");
        return 0;
    }

    public bool Boolean(string name)
    {
        _asked.Add(name);
        if (!element.TryGetProperty(name, out var value))
            return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Report(name, $"is {value.GetRawText()}; expected true or false.");
        return false;
    }

    public IReadOnlyList<string> Texts(string name, bool required)
    {
        if (Find(name, required, JsonValueKind.Array, "a list of texts") is not { } list)
            return [];

        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                Report(name, $"holds {item.GetRawText()}; expected only texts.");
        }
        return texts;
    }

    public ManifestFields? Object(string name) =>
        Find(name, required: false, JsonValueKind.Object, "an object") is { } value
            ? new ManifestFields(value, file, PathOf(name) + ".", faults)
            : null;

    public void ReportUnknown()
    {
        foreach (var property in element.EnumerateObject().Where(property => !_asked.Contains(property.Name)))
            Report(property.Name, $"is not a field of a manifest; the fields here are {string.Join(", ", _asked)}.");
    }

    private JsonElement? Find(string name, bool required, JsonValueKind kind, string expected)
    {
        _asked.Add(name);
        if (!element.TryGetProperty(name, out var value))
        {
            if (required)
                Report(name, $"is missing; expected {expected}.");
            return null;
        }
        if (value.ValueKind == kind)
            return value;
        Report(name, $"is {value.GetRawText()}; expected {expected}.");
        return null;
    }

    private string PathOf(string name) => path + name;

    private void Report(string name, string message) => faults.Add(new ManifestFault(file, PathOf(name), message));
}
