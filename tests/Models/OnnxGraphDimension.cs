namespace LocalAI.Plugins.Tests.Models;

/// <summary>A length of a declared shape: a number; a name, for one that is open; or null, for one that is open and nameless.</summary>
internal readonly record struct OnnxGraphDimension(long? Length, string? Symbol)
{
    public static implicit operator OnnxGraphDimension(int length) => new(length, null);

    public static implicit operator OnnxGraphDimension(long length) => new(length, null);

    public static implicit operator OnnxGraphDimension(string? symbol) => new(null, symbol);
}
