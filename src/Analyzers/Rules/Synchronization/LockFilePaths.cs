using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>What two expressions for a path have to do with each other, and what the path says.</summary>
internal static class LockFilePaths
{
    private const string Data = ".json";

    /// <summary>
    /// True for expressions that say one path, wherever in a type they stand: one member, one text, or what is made of the same in the
    /// same way. <code>Path.Combine(_folder, ".lock")    // in two methods</code>
    /// </summary>
    public static bool AreSame(IOperation left, IOperation right, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation first = NamedPrimitives.Of(model).Origin(left, cancellationToken);
        IOperation second = NamedPrimitives.Of(model).Origin(right, cancellationToken);
        return first.Syntax == second.Syntax || (first, second) switch
        {
            ({ ConstantValue: { HasValue: true, Value: var one } }, { ConstantValue: { HasValue: true, Value: var other } }) =>
                one is not null && one.Equals(other),
            (ILocalReferenceOperation one, ILocalReferenceOperation other) => IsSame(one.Local, other.Local),
            (IParameterReferenceOperation one, IParameterReferenceOperation other) => IsSame(one.Parameter, other.Parameter),
            (IMemberReferenceOperation one, IMemberReferenceOperation other) =>
                IsSame(one.Member, other.Member) && AreOwnersSame(one.Instance, other.Instance),
            (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
            (IBinaryOperation one, IBinaryOperation other) => AreAll(one.ChildOperations, other.ChildOperations),
            (IInterpolatedStringOperation one, IInterpolatedStringOperation other) => AreAll(one.Parts, other.Parts),
            (IInterpolationOperation one, IInterpolationOperation other) => AreBoth(one.Expression, other.Expression),
            (IInterpolatedStringTextOperation one, IInterpolatedStringTextOperation other) => AreBoth(one.Text, other.Text),
            (IInvocationOperation one, IInvocationOperation other) => IsOfPaths(one.TargetMethod)
                && IsSame(one.TargetMethod, other.TargetMethod)
                && AreAll(ValuesOf(one), ValuesOf(other)),
            _ => false,
        };

        bool AreBoth(IOperation one, IOperation other) => AreSame(one, other, model, cancellationToken);

        bool AreOwnersSame(IOperation? one, IOperation? other) =>
            one is null || other is null ? one is null && other is null : AreBoth(one, other);

        bool AreAll(IEnumerable<IOperation> ones, IEnumerable<IOperation> others) =>
            ones.Count() == others.Count() && ones.Zip(others, AreBoth).All(static isSame => isSame);
    }

    /// <summary>True when the name of the path, or of a variable that holds it, has a word that lock files have.</summary>
    public static bool SaysLock(IOperation path, ProcessModel model, CancellationToken cancellationToken) =>
        HasLockWord(path.Syntax.ToString())
        || HasLockWord(NamedPrimitives.Of(model).Origin(path, cancellationToken).Syntax.ToString());

    /// <summary>True for a word of lock files at the beginning of a word of the text: `app.lock`, `_lockFile`, not `clock`.</summary>
    public static bool HasLockWord(string text)
    {
        foreach (string word in KnownNames.LockFileWords.Names)
        {
            for (int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
                at >= 0;
                at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetter(text[at - 1]) || (char.IsUpper(text[at]) && char.IsLower(text[at - 1])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for a path that nobody else can know, or that is data by its name, such as package.lock.json.</summary>
    public static bool IsNoLock(IOperation path, ProcessModel model, CancellationToken cancellationToken)
    {
        IOperation origin = NamedPrimitives.Of(model).Origin(path, cancellationToken);
        return origin.DescendantsAndSelf()
            .Concat(origin.DescendantsAndSelf()
                .Where(static part => part is ILocalReferenceOperation or IMemberReferenceOperation)
                .SelectMany(part => NamedPrimitives.Of(model).Origin(part, cancellationToken).DescendantsAndSelf()))
            .Any(static part => part is IInvocationOperation { TargetMethod: var method }
                ? KnownNames.RandomNames.HasMember(method)
                : part.ConstantValue is { HasValue: true, Value: string text }
                    && text.EndsWith(Data, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<IOperation> ValuesOf(IInvocationOperation call) =>
        call.Arguments.Select(static argument => argument.Value);

    private static bool IsOfPaths(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String
        || method.ContainingType.Is("System.IO.Path")
        || method.ContainingType.Is(KnownTypes.Environment);

    private static bool IsSame(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
