using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Runs;

/// <summary>The types of elements that runs take and give.</summary>
internal static class ElementType
{
    /// <summary>Whether tensors of a type have memory that can be looked at: texts have not.</summary>
    public static bool IsPlain(TensorElementType type) => BytesOf(type) > 0;

    /// <summary>Bytes of one element; 0 where there are none.</summary>
    public static int BytesOf(TensorElementType type) => type switch
    {
        TensorElementType.UInt8 or TensorElementType.Int8 or TensorElementType.Bool => 1,
        TensorElementType.UInt16 or TensorElementType.Int16 or TensorElementType.Float16 or TensorElementType.BFloat16 => 2,
        TensorElementType.Float or TensorElementType.Int32 or TensorElementType.UInt32 => 4,
        TensorElementType.Double or TensorElementType.Int64 or TensorElementType.UInt64 => 8,
        _ => 0,
    };

    /// <exception cref="InvalidOperationException">Elements of the type are no <typeparamref name="T"/>.</exception>
    public static void Check<T>(string name, TensorElementType type) where T : unmanaged
    {
        if (!Holds<T>(type))
            throw new InvalidOperationException($"'{name}' has elements of type {type}, not {typeof(T).Name}.");
    }

    private static bool Holds<T>(TensorElementType type) where T : unmanaged => type switch
    {
        TensorElementType.Float => typeof(T) == typeof(float),
        TensorElementType.Double => typeof(T) == typeof(double),
        TensorElementType.Float16 => typeof(T) == typeof(Half),
        TensorElementType.Int64 => typeof(T) == typeof(long),
        TensorElementType.UInt64 => typeof(T) == typeof(ulong),
        TensorElementType.Int32 => typeof(T) == typeof(int),
        TensorElementType.UInt32 => typeof(T) == typeof(uint),
        TensorElementType.Int16 => typeof(T) == typeof(short),
        TensorElementType.UInt16 => typeof(T) == typeof(ushort),
        TensorElementType.Int8 => typeof(T) == typeof(sbyte),
        TensorElementType.UInt8 => typeof(T) == typeof(byte),
        TensorElementType.Bool => typeof(T) == typeof(bool) || typeof(T) == typeof(byte),
        // There is no such type in .NET; its bits are the upper half of a float's.
        TensorElementType.BFloat16 => typeof(T) == typeof(ushort),
        _ => false,
    };
}
