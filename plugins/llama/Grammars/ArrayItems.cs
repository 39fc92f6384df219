namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>What is asked of each item of an array, of all its <see cref="ArrayPart"/>s together.</summary>
internal sealed class ArrayItems(Shape shape)
{
    /// <summary>How many items have schemas of their own.</summary>
    public int Prefix { get; } = shape.Arrays.Select(part => part.Prefix.Count).DefaultIfEmpty().Max();

    /// <summary>The most items, null for any number.</summary>
    public int? Most { get; } =
        shape.Arrays.Where(part => part.IsClosed).Select(part => (int?)part.Prefix.Count).Append(shape.MaxItems).Min();

    public Conjunction At(int index) => new(shape.Arrays
        .Select(part => index < part.Prefix.Count ? part.Prefix[index] : part.Items).OfType<SchemaNode>());
}
