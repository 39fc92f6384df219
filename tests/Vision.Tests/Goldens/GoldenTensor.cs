using System.Text.Json;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Tests.Goldens;

/// <summary>The rule for an output's numbers, as Data/make_goldens.py draws them.</summary>
public sealed record GoldenTensor
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required long[] Shape { get; init; }

    /// <summary>The lengths as the model declares them, with names for those that are open; null for as they are.</summary>
    public JsonElement[]? Declared { get; init; }

    public required long Seed { get; init; }

    /// <summary>The axis that the ranges go along; -1 for one range for all.</summary>
    public required int Axis { get; init; }

    /// <summary>How many places of the axis, and their least and largest number.</summary>
    public required double[][] Ranges { get; init; }

    /// <summary>Whether the numbers are cut to whole ones.</summary>
    public required bool Whole { get; init; }

    internal TensorSlot Slot => new(Name, Type switch
    {
        "int32" => TensorElementType.Int32,
        "int64" => TensorElementType.Int64,
        _ => TensorElementType.Float,
    }, Declared is null ? Shape : [.. Declared.Select(length => length.ValueKind == JsonValueKind.Number ? length.GetInt64() : -1)]);

    public float[] Values()
    {
        var ranges = Ranges.SelectMany(range => Enumerable.Repeat((Low: range[1], High: range[2]), (int)range[0])).ToList();
        var inner = Axis < 0 ? 1 : Shape[(Axis + 1)..].Aggregate(1L, (a, b) => a * b);
        var values = new float[Shape.Aggregate(1L, (a, b) => a * b)];
        var state = Seed;
        for (var i = 0; i < values.Length; i++)
        {
            state = (state * 1103515245 + 12345) % 2147483648;
            var (low, high) = Axis < 0 ? ranges[0] : ranges[(int)(i / inner % Shape[Axis])];
            var number = low + (high - low) * ((state >> 8) % 65536) / 65536;
            values[i] = (float)(Whole ? Math.Floor(number) : number);
        }
        return values;
    }
}
