using Google.Protobuf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>Random calls on few keys, so that many are there already; now and then all are deleted and the dimension changes.</summary>
internal sealed class RandomCalls(Random random)
{
    private const int MostKeys = 64;
    private const int KeySpace = 400;

    private int _dimension = 3;

    /// <summary>A change; the model is as it will be before it.</summary>
    public IMessage Write(Model model)
    {
        if (random.Next(100) == 0 && model.Count > 0)
        {
            _dimension = 1 + random.Next(12);
            return Delete(model.Keys);
        }
        // The dimension is what the keys that are there have.
        _dimension = model.Dimension > 0 ? model.Dimension : _dimension;
        var keys = Keys();
        if (random.Next(3) == 0)
            return Delete(keys);
        var set = new StoresSetOptions();
        foreach (var key in keys)
        {
            var value = new byte[random.Next(301)];
            random.NextBytes(value);
            set.Keys.Add(Vectors.Key(key));
            set.Values.Add(new StoresValue { Bytes = ByteString.CopyFrom(value) });
        }
        return set;
    }

    public StoresGetOptions Get(Model model) => Vectors.Get([.. Of(model).Keys()]);

    public StoresFindOptions Find(Model model) => Vectors.Find(1 + random.Next(20), Of(model).Keys().First());

    private RandomCalls Of(Model model)
    {
        _dimension = model.Dimension > 0 ? model.Dimension : _dimension;
        return this;
    }

    private float[][] Keys() =>
        [.. Enumerable.Range(0, 1 + random.Next(MostKeys)).Select(_ => random.Next(KeySpace)).Distinct().Select(Key)];

    // Different numbers give different directions, but for those of one dimension.
    private float[] Key(int number) =>
        [.. Enumerable.Range(0, _dimension).Select(i => i == 0 ? 1 + number : MathF.Sin((number + 1) * (i + 1)))];

    private static StoresDeleteOptions Delete(IEnumerable<float[]> keys) => Vectors.Delete([.. keys]);
}
