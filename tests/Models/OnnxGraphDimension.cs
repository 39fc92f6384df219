namespace LocalAI.Plugins.Tests.Models;

/// <summary>A length of a declared shape: a number; a name, which stands for a length that is open; or null, one that is open and nameless.</summary>
internal readonly record struct OnnxGraphDimension(long? Length, string? Symbol)
{
    public static implicit operator OnnxGraphDimension(int length) => new(length, null);

    public static implicit operator OnnxGraphDimension(long length) => new(length, null);

    public static implicit operator OnnxGraphDimension(string? symbol) => new(null, symbol);
}
