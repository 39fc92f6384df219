using Google.Protobuf;
using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Store;

/// <summary>A host with the plugins of dist/, and the calls of a store as LocalAI makes them.</summary>
internal static class StoreHost
{
    public static Task<RunningHost> StartAsync(params string[] flags) =>
        RunningHost.StartAsync(new HostSettings { Zoo = null, Flags = flags });

    /// <summary>Options of a call to the model of a name.</summary>
    public static CallOptions Of(string model) => RunningHost.Soon().WithHeaders(new Metadata { { "localai-model", model } });

    public static StoresKey Key(params float[] numbers)
    {
        var key = new StoresKey();
        key.Floats.AddRange(numbers);
        return key;
    }

    public static StoresSetOptions Set(string value, params float[] key) =>
        new() { Keys = { Key(key) }, Values = { new StoresValue { Bytes = ByteString.CopyFromUtf8(value) } } };

    public static StoresFindOptions Find(int topK, params float[] key) => new() { Key = Key(key), TopK = topK };

    public static IEnumerable<string> Texts(StoresFindResult result) => result.Values.Select(value => value.Bytes.ToStringUtf8());
}
