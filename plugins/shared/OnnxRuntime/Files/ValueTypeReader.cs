using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Files;

/// <summary>Reads a TypeProto: the element type and the shape of a tensor.</summary>
internal static class ValueTypeReader
{
    private const int MostLengths = 64;

    /// <summary>The type, without a name.</summary>
    /// <exception cref="InvalidDataException">It is not well-formed.</exception>
    public static TensorSlot Read(ProtoReader reader, ProtoField type)
    {
        var slot = new TensorSlot("", TensorElementType.DataTypeMax, []) { IsRanked = false };
        for (; reader.Next(type, out var field); reader.Leave(field))
        {
            // What is not field 1, a dense tensor, is a sequence, a map or another kind of value.
            if (field.Number == 1)
                slot = ReadTensor(reader, field, slot);
        }
        return slot;
    }

    private static TensorSlot ReadTensor(ProtoReader reader, ProtoField tensor, TensorSlot slot)
    {
        for (; reader.Next(tensor, out var field); reader.Leave(field))
        {
            slot = field.Number switch
            {
                1 => slot with { Type = TypeOf(field.Value) },
                2 => slot with { Shape = ReadShape(reader, field), IsRanked = true },
                _ => slot,
            };
        }
        return slot;
    }

    // ONNX numbers the types as the library does.
    private static TensorElementType TypeOf(long number) =>
        number is > 0 and <= (int)TensorElementType.BFloat16 ? (TensorElementType)number : TensorElementType.DataTypeMax;

    private static List<long> ReadShape(ProtoReader reader, ProtoField shape)
    {
        var lengths = new List<long>();
        for (; reader.Next(shape, out var field); reader.Leave(field))
        {
            if (field.Number != 1)
                continue;
            if (lengths.Count == MostLengths)
                throw new InvalidDataException();
            lengths.Add(ReadLength(reader, field));
        }
        return lengths;
    }

    private static long ReadLength(ProtoReader reader, ProtoField dimension)
    {
        var length = -1L;
        for (; reader.Next(dimension, out var field); reader.Leave(field))
        {
            if (field.Number == 1 && field.Value > 0)
                length = field.Value;
        }
        return length;
    }
}
