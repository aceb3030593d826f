using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProcessSafety.Analyzers.Engine.Syntax;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// The names of members that may do something to a process for their caller, found before anything is bound: those of types that hold
/// one, and methods that are given or return one.
/// </summary>
internal sealed class HoldingMembers
{
    private const string Held = "Process";

    private readonly Compilation _compilation;
    private readonly ConcernedMembers _concerned;
    private SoughtWords? _all;
    private SoughtWords? _types;

    private HoldingMembers(Compilation compilation, ConcernedMembers concerned) =>
        (_compilation, _concerned) = (compilation, concerned);

    public static HoldingMembers Of(ProcessModel model) => model.Get(static model =>
        new HoldingMembers(model.Compilation, ConcernedMembers.Of(model)));

    /// <summary>The names of the whole compilation.</summary>
    public SoughtWords All(CancellationToken cancellationToken)
    {
        if (_all is null)
        {
            List<FileNames> files = _compilation.SyntaxTrees
                .Select(tree => SyntaxIndex.Of(tree).Slot(Read, cancellationToken))
                .ToList();

            // Who is given an object that holds a process may do something to it as well.
            IEnumerable<string> further =
                from holder in files.SelectMany(static file => file.Holders).Distinct().ToList()
                from tree in _compilation.SyntaxTrees
                from name in Read(SyntaxIndex.Of(tree), holder, cancellationToken).Names
                select name;
            _all = new SoughtWords(files.SelectMany(static file => file.Names)
                .Concat(further)
                .Where(_concerned.Names(cancellationToken).Contains));
        }

        return _all;
    }

    /// <summary>The names of the types that hold a process themselves.</summary>
    public SoughtWords Types(CancellationToken cancellationToken) => _types ??= new SoughtWords(
        _compilation.SyntaxTrees.SelectMany(tree => SyntaxIndex.Of(tree).Slot(Read, cancellationToken).Holders));

    /// <summary>The names of the fields, properties and parameters of types of one file that hold a process themselves.</summary>
    public static ImmutableHashSet<string> HeldIn(SyntaxTree tree, CancellationToken cancellationToken) =>
        SyntaxIndex.Of(tree).Slot(Read, cancellationToken).Held;

    private static FileNames Read(SyntaxIndex index, CancellationToken cancellationToken) => Read(index, Held, cancellationToken);

    /// <summary>What members of types that hold an object of that name one file has, and members that are given or return one.</summary>
    private static FileNames Read(SyntaxIndex index, string type, CancellationToken cancellationToken)
    {
        if (!index.HasWord(type, cancellationToken))
        {
            return new FileNames(ImmutableArray<string>.Empty, ImmutableHashSet<string>.Empty, ImmutableArray<string>.Empty);
        }

        HashSet<string> names = new();
        HashSet<string> held = new();
        HashSet<TypeDeclarationSyntax> holders = new();
        foreach (SyntaxToken token in index.Occurrences(type, cancellationToken: cancellationToken))
        {
            switch (token.Parent?.AncestorsAndSelf().FirstOrDefault(static node => node is not (NameSyntax or NullableTypeSyntax)))
            {
                case VariableDeclarationSyntax { Parent: FieldDeclarationSyntax { Parent: TypeDeclarationSyntax holder } } fields:
                    held.UnionWith(fields.Variables.Select(static field => field.Identifier.ValueText));
                    holders.Add(holder);
                    break;
                case PropertyDeclarationSyntax { Parent: TypeDeclarationSyntax holder, Identifier.ValueText: var property }:
                    held.Add(property);
                    holders.Add(holder);
                    break;
                case ParameterSyntax { Parent.Parent: TypeDeclarationSyntax block } when block.Identifier.ValueText.Length == 0:
                    names.UnionWith(block.Members.OfType<MethodDeclarationSyntax>().Select(static member => member.Identifier.ValueText));
                    break;
                case ParameterSyntax { Parent.Parent: TypeDeclarationSyntax holder, Identifier.ValueText: var parameter }:
                    held.Add(parameter);
                    holders.Add(holder);
                    break;
                case ParameterSyntax { Parent.Parent: MethodDeclarationSyntax taker }:
                    names.Add(taker.Identifier.ValueText);
                    break;
                case MethodDeclarationSyntax maker:
                    names.Add(maker.Identifier.ValueText);
                    break;
                case TypeArgumentListSyntax { Parent: GenericNameSyntax { Parent: MethodDeclarationSyntax maker } }:
                    names.Add(maker.Identifier.ValueText);
                    break;
            }
        }

        foreach (MemberDeclarationSyntax member in holders.SelectMany(static holder => holder.Members))
        {
            if (member.Modifiers.Any(SyntaxKind.PrivateKeyword))
            {
                continue;
            }

            switch (member)
            {
                case MethodDeclarationSyntax method:
                    names.Add(method.Identifier.ValueText);
                    break;
                case PropertyDeclarationSyntax property:
                    names.Add(property.Identifier.ValueText);
                    break;
            }
        }

        return new FileNames(
            names.ToImmutableArray(),
            held.ToImmutableHashSet(),
            holders.Select(static holder => holder.Identifier.ValueText).ToImmutableArray());
    }

    /// <summary>What one file adds.</summary>
    private sealed record FileNames(ImmutableArray<string> Names, ImmutableHashSet<string> Held, ImmutableArray<string> Holders);
}
