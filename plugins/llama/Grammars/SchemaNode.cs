using System.Text.Json;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>A schema within a document.</summary>
/// <param name="Element">The object or boolean.</param>
/// <param name="Pointer">Where it stands, as a JSON pointer behind #.</param>
internal readonly record struct SchemaNode(JsonElement Element, string Pointer)
{
    /// <summary>The schema that a keyword holds.</summary>
    public SchemaNode Child(string name) =>
        new(Element.GetProperty(name), $"{Pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");

    public SchemaNode Child(int index) => new(Element[index], $"{Pointer}/{index}");

    /// <returns>Null when there is no such keyword.</returns>
    public SchemaNode? Find(string name) => Element.TryGetProperty(name, out _) ? Child(name) : null;
}
