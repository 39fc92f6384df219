namespace LocalAI.Plugins.Tests.Models;

/// <summary>A setting of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Message">Its AttributeProto.</param>
internal sealed record OnnxGraphAttribute(string Name, OnnxGraphWire Message)
{
    public static OnnxGraphAttribute Float(string name, float value) => new(name, Of(name, 1).Single(2, value));

    public static OnnxGraphAttribute Integer(string name, long value) => new(name, Of(name, 2).Number(3, value));

    public static OnnxGraphAttribute Text(string name, string value) => new(name, Of(name, 3).Text(4, value));

    /// <summary>A graph inside of the node, as If and Loop have them.</summary>
    public static OnnxGraphAttribute Graph(string name, OnnxGraph value) => new(name, Of(name, 5).Message(6, value.Body()));

    public static OnnxGraphAttribute Integers(string name, params ReadOnlySpan<long> values)
    {
        var message = Of(name, 7);
        foreach (var value in values)
            message.Number(8, value);
        return new(name, message);
    }

    private static OnnxGraphWire Of(string name, int type) => new OnnxGraphWire().Text(1, name).Number(20, type);
}
