using Google.Protobuf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests;

/// <summary>Vectors and messages for tests.</summary>
internal static class Vectors
{
    public static float[] Unit(Random random, int dimension)
    {
        var vector = Normal(random, dimension);
        var norm = Math.Sqrt(vector.Sum(x => (double)x * x));
        return Array.ConvertAll(vector, x => (float)(x / norm));
    }

    public static float[] Normal(Random random, int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
            * Math.Cos(2 * Math.PI * random.NextDouble())))];

    public static StoresKey Key(params float[] numbers)
    {
        var key = new StoresKey();
        key.Floats.AddRange(numbers);
        return key;
    }

    public static StoresValue Value(string text) => new() { Bytes = ByteString.CopyFromUtf8(text) };

    public static StoresSetOptions Set(params (float[] Key, string Value)[] rows)
    {
        var request = new StoresSetOptions();
        request.Keys.AddRange(rows.Select(row => Key(row.Key)));
        request.Values.AddRange(rows.Select(row => Value(row.Value)));
        return request;
    }

    public static StoresGetOptions Get(params float[][] keys)
    {
        var request = new StoresGetOptions();
        request.Keys.AddRange(keys.Select(Key));
        return request;
    }

    public static StoresDeleteOptions Delete(params float[][] keys)
    {
        var request = new StoresDeleteOptions();
        request.Keys.AddRange(keys.Select(Key));
        return request;
    }

    public static StoresFindOptions Find(int topK, params float[] key) => new() { Key = Key(key), TopK = topK };
}
