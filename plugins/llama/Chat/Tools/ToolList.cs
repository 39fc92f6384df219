using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>The functions of a request's Tools, in order.</summary>
internal sealed class ToolList
{
    /// <summary>More than anyone offers a model; each costs prompt and grammar.</summary>
    public const int MostTools = 1024;

    private readonly Dictionary<string, ToolDefinition> _byName;

    private ToolList(IReadOnlyList<ToolDefinition> tools, JsonElement json)
    {
        Tools = tools;
        Json = json;
        _byName = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);
    }

    public static ToolList Empty { get; } = new([], default);

    public IReadOnlyList<ToolDefinition> Tools { get; }

    /// <summary>The array as the request has it, for the template; undefined when there are no tools.</summary>
    public JsonElement Json { get; }

    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>What is known of a function's arguments.</summary>
    public ArgumentSchema ArgumentsOf(string function) =>
        _byName.TryGetValue(function, out var tool) ? tool.Arguments : ArgumentSchema.Any;

    public bool TryGet(string name, [NotNullWhen(true)] out ToolDefinition? tool) => _byName.TryGetValue(name, out tool);

    /// <summary>Reads Tools; what is not usable gives no tools, as LocalAI's other backends do.</summary>
    /// <param name="json">The field's text.</param>
    /// <param name="tools">The tools; empty when there are none or the text is unusable.</param>
    /// <param name="fault">Why the text is unusable, for a warning.</param>
    public static bool TryRead(string json, out ToolList tools, [NotNullWhen(false)] out string? fault)
    {
        tools = Empty;
        fault = null;
        if (string.IsNullOrWhiteSpace(json))
            return true;
        try
        {
            using var document = JsonDocument.Parse(json);
            fault = Read(document.RootElement.Clone(), ref tools);
        }
        catch (JsonException e)
        {
            fault = $"Tools is not valid JSON ({e.Message}).";
        }
        return fault is null;
    }

    private static string? Read(JsonElement json, ref ToolList tools)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        if (json.ValueKind != JsonValueKind.Array)
            return "Tools is no JSON array.";
        if (json.GetArrayLength() > MostTools)
            return $"Tools has {json.GetArrayLength()} entries, at most {MostTools} are read.";

        var read = new List<ToolDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in json.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object
                || !entry.TryGetProperty("function", out var function) || function.ValueKind != JsonValueKind.Object
                || !function.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
                || name.GetString() is not { Length: > 0 } text)
            {
                return $"Tools[{read.Count}] has no function.name.";
            }
            if (!names.Add(text))
                return $"Tools has two functions named {text}.";
            function.TryGetProperty("parameters", out var parameters);
            read.Add(new ToolDefinition(text, parameters));
        }
        if (read.Count > 0)
            tools = new ToolList(read, json);
        return null;
    }
}
