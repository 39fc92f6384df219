using System.Runtime.InteropServices;
using System.Text;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>llama.cpp's own grammar sampler, an oracle for grammars that do it no harm.</summary>
internal sealed unsafe class NativeGrammar : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly SamplerHandle _sampler;

    public NativeGrammar(string grammar, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        var sampler = Create(grammar, vocabulary);
        Assert.True(sampler != 0, $"llama.cpp refuses the grammar {grammar}");
        _sampler = new SamplerHandle(sampler);
    }

    /// <summary>Whether llama.cpp can read a grammar.</summary>
    public static bool CanRead(string grammar, Vocabulary vocabulary)
    {
        var sampler = Create(grammar, vocabulary);
        if (sampler != 0)
            LlamaApi.llama_sampler_free(sampler);
        return sampler != 0;
    }

    public bool Allows(int token)
    {
        NativeTokenData[] candidates = [new() { Id = token, Logit = 1 }];
        Apply(candidates);
        return candidates[0].Logit > float.NegativeInfinity;
    }

    public HashSet<int> FindAllowed()
    {
        NativeTokenData[] candidates =
            [.. Enumerable.Range(0, _vocabulary.Size).Select(token => new NativeTokenData { Id = token, Logit = 1 })];
        Apply(candidates);
        return [.. candidates.Where(candidate => candidate.Logit > float.NegativeInfinity).Select(candidate => candidate.Id)];
    }

    /// <summary>Takes a token if it is allowed; any other would end the process.</summary>
    public bool TryAccept(int token)
    {
        if (!Allows(token))
            return false;
        LlamaApi.llama_sampler_accept(_sampler, token);
        return true;
    }

    public void Dispose() => _sampler.Dispose();

    private static nint Create(string grammar, Vocabulary vocabulary)
    {
        var library = NativeLibrary.Load(Directory.EnumerateFiles(NativeLibraries.Folder)
            .Single(file => Path.GetFileName(file).Split('.')[0] is "libllama" or "llama"));
        var create = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)NativeLibrary.GetExport(library, "llama_sampler_init_grammar");
        fixed (byte* text = Encoding.UTF8.GetBytes(grammar + "\0"))
        fixed (byte* root = "root\0"u8)
            return create(vocabulary.Handle, text, root);
    }

    private void Apply(NativeTokenData[] candidates)
    {
        fixed (NativeTokenData* data = candidates)
        {
            var array = new NativeTokenDataArray { Data = data, Size = (nuint)candidates.Length, Selected = -1 };
            LlamaApi.llama_sampler_apply(_sampler, &array);
        }
    }
}
